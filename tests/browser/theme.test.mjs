// The look that a host gives: whatever colours come, what is shown can be read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { theme, tokens, colour, contrast, LIGHT, DARK } = new Function(`${read("src/embed/theme.js")}; return { theme, tokens, colour, contrast, LIGHT, DARK };`)();

const GROUNDS = ["paper", "card", "wash"];
const TEXTS = ["ink", "ink-2", "cinnabar", "blue", "jade", "amber", "plum", "slate"];
const random = (() => {
  let seed = 7;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
})();
const anyColour = () => `#${Array.from({ length: 3 }, () => Math.floor(random() * 256).toString(16).padStart(2, "0")).join("")}`;

/** Every pair of text and ground that the pages have. */
function assertReadable(given, { values }) {
  const of = (name) => colour(values[`--gk-${name}`]);
  const pairs = TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground]));
  pairs.push(["ink", "mark"], ["on-cinnabar", "cinnabar"]);
  for (const [text, ground] of pairs) {
    const found = contrast(of(text), of(ground));
    assert.ok(found >= 4.5, `${JSON.stringify(given)}: ${text} on ${ground} has ${found.toFixed(2)}`);
  }
  for (const ground of GROUNDS) assert.ok(contrast(of("line-strong"), of(ground)) >= 3, `${JSON.stringify(given)}: line on ${ground}`);
}

test("with 20,000 looks made at random every text can be read on every ground", () => {
  for (let time = 0; time < 20_000; time += 1) {
    const given = {};
    for (const name of ["accent", "link", "text", "paper"]) if (random() < 0.6) given[name] = anyColour();
    if (random() < 0.5) given.scheme = random() < 0.5 ? "light" : "dark";
    assertReadable(given, theme(given, random() < 0.5));
  }
});

test("every grey is a ground that text can stand on, or is made one", () => {
  for (let grey = 0; grey < 256; grey += 1) {
    const given = { paper: `#${grey.toString(16).padStart(2, "0").repeat(3)}` };
    assertReadable(given, theme(given, false));
  }
});

test("what was changed is said with its contrast, and what can be read is left alone", () => {
  const { adjusted, values } = theme({ accent: "#ffd700", link: "#0b5394", text: "#222222", paper: "#ffffff" }, false);
  assert.deepEqual(adjusted.map(({ token, given, contrast }) => [token, given, contrast]), [["accent", "#ffd700", 1.2]]);
  assert.equal(values["--gk-cinnabar"], adjusted[0].used);
  assert.equal(values["--gk-blue"], "#0b5394");
  assert.deepEqual(theme({ paper: "#808080" }, false).adjusted.map(({ token }) => token), ["paper"]);
});

test("the looks of government websites are readable as they are, in light", () => {
  const presets = [...read("src/embed/code.rs").matchAll(/\("(red|blue)", "([0-9a-f]{6})", "([0-9a-f]{6})"\)/g)];
  assert.equal(presets.length, 2);
  for (const [, name, accent, link] of presets) {
    const { adjusted, values } = theme({ accent, link, scheme: "light" }, false);
    assert.deepEqual([name, adjusted], [name, []]);
    assert.equal(values["--gk-cinnabar"], `#${accent}`);
  }
});

test("without tokens the look is that of the style sheet", () => {
  const css = read("style/base.css");
  const [light, dark] = css.split("@media (prefers-color-scheme: dark)");
  for (const [text, table] of [[light, LIGHT], [dark.split("*,")[0], DARK]]) {
    for (const [name, value] of Object.entries(table)) {
      const [, found] = text.match(new RegExp(`--gk-${name}: (#[0-9a-f]+);`)) ?? [];
      assert.equal(colour(found)?.join(), colour(value).join(), name);
    }
  }
  for (const [isDark, table] of [[false, LIGHT], [true, DARK]]) {
    const { values } = theme({}, isDark);
    assert.deepEqual(Object.keys(values).map((name) => values[name]), Object.values(table));
  }
});

test("tokens are read as they are meant, and nonsense is nothing", () => {
  assert.deepEqual(tokens("accent:#c8102e,size:18,text:rgb(1, 2, 3),lang:,:x,scheme"), { accent: "#c8102e", size: "18", text: "rgb(1, 2, 3)" });
  for (const [text, parts] of [["#c8102e", [200, 16, 46]], ["C8102E", [200, 16, 46]], ["#c12", [204, 17, 34]], ["rgb(1, 2, 300)", [1, 2, 255]]]) assert.deepEqual(colour(text), parts);
  for (const text of ["", "red", "#12", "#1234567", "url(x)", "rgb(1 2 3)", "rgba(1, 2, 3, 0)", "#12345g", "expression(1)", null, {}]) assert.equal(colour(text), null, String(text));
  for (const [size, share] of [["18", 18 / 16], ["9999", 2], ["1", 14 / 16], ["0", null], ["-5", null], ["x", null], ["1e9", 2]]) assert.equal(theme({ size }, false).size, share, size);
});
