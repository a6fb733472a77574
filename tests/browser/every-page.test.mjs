// Every page for everybody: on a phone and a laptop, in light and dark rooms, with large letters and
// thick fingers, for those who read with their ears; and written whole before any script runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LAPTOP, PHONE, PINGTAN, SHULE, assertSameAsWritten, brokenFiles, heading, isNotFound, main, navigation, notFound, routes, sticksOut, violations, visit } from "./pages.mjs";

// Dark changes colours and nothing else, so only the rules about colours are asked again.
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Opens everything that folds, so that what is inside is looked at, too. */
const unfold = (page) => page.locator("details:not([open])").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));

async function assertHasItsParts(page, route) {
  assert.equal(await page.title(), route.title);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  await heading(page, route.heading).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await main(page).count(), 1);
  assert.equal(await page.getByRole("banner").count(), 1);
  assert.equal(await page.getByRole("contentinfo").count(), 1);
  assert.equal(await navigation(page).getByRole("link").count(), 8);
  assert.equal(await page.getByRole("alert").count(), 0);
  const text = await main(page).innerText();
  for (const words of route.words) assert.ok(text.includes(words), `“${words}” is not on the page`);
  const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  levels.forEach((level, index) => assert.ok(index === 0 || level <= levels[index - 1] + 1, `a heading of level ${level} follows one of level ${levels[index - 1]}`));
}

async function assertAxeFindsNothing(page, rules) {
  const found = await violations(page, rules);
  assert.ok(found.length === 0, `\n  ${found.join("\n  ")}`);
}

/** 44 by 44 CSS px: what a finger hits. Links within a text are exempt. */
async function assertCanBePressed(page) {
  const small = await page.locator("button, input, select, summary, header a, nav a, a.gk-button").evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility())
      // A box is pressed by its label.
      .map((one) => (one.matches("input[type=checkbox]") ? one.closest("label") : one))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 43.99 || height < 43.99)
      .map(([one, { width, height }]) => `${width.toFixed(1)}×${height.toFixed(1)} <${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent.trim().slice(0, 30)}`),
  );
  assert.ok(small.length === 0, `${small.length} are smaller: ${[...new Set(small)].slice(0, 6).join(" | ")}`);
}

async function assertFieldsAreLabelled(page) {
  const nameless = await page.locator("input, select").evaluateAll((all) => all.filter((one) => !one.labels?.length).map((one) => one.outerHTML));
  assert.deepEqual(nameless, []);
}

/** `scale` 2: letters twice as large as the visitor has chosen them. */
async function assertStaysInTheWindow(page, scale) {
  await page.evaluate((scale) => document.documentElement.style.setProperty("font-size", `${106.25 * scale}%`), scale);
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    assert.equal(await page.evaluate(sticksOut), null, `${width} px`);
  }
}

/** Letters twice as large must not be cut off by a box that does not grow with them. */
async function assertNothingIsCutOff(page) {
  const cut = await page.locator("main button, main h1, main h2, main h3, nav a, summary, select").evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && !one.closest(".gk-visually-hidden"))
      .filter((one) => getComputedStyle(one).overflow !== "visible" && getComputedStyle(one).display !== "inline")
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      .map((one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent.slice(0, 30)}`),
  );
  assert.deepEqual(cut, []);
}

// What pages turn into when they are used.
const STATES = [
  ["a search with results", SHULE, "search?q=公开"],
  ["a search without results", SHULE, "search?q=火星移民"],
  ["a catalogue with words, filters and an order", PINGTAN, "policies?q=平潭&year=2026年&sort=old"],
  ["a catalogue without results", SHULE, "catalogue?q=火星移民"],
  ["channels by what people want", SHULE, "channels?want=ask&want=read&q=网站"],
  ["one group of numbers", PINGTAN, "statistics?m=disputes"],
  ["a report opened at a section", PINGTAN, "reports/2020#s3"],
];

async function assertIsForEverybody(page) {
  await unfold(page);
  await assertCanBePressed(page);
  await assertFieldsAreLabelled(page);
  await assertAxeFindsNothing(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await assertAxeFindsNothing(page, COLOURS);
  await assertStaysInTheWindow(page, 1);
  await assertStaysInTheWindow(page, 2);
}

for (const [what, county, path] of STATES) {
  test(`${what} is for everybody, too`, () => visit(county, path, {}, assertIsForEverybody));
}

test("a page whose file is broken is for everybody, too", () => {
  const lose = (page) => page.route("**/data/policies.json", (route) => route.abort("connectionfailed"));
  return visit(SHULE, "policies", { ...brokenFiles, before: lose }, async (page) => {
    await page.getByRole("alert").waitFor();
    await assertIsForEverybody(page);
  });
});

for (const county of [SHULE, PINGTAN]) {
  for (const route of routes(county)) {
    test(`/${route.path} of ${county.name} is a page for everybody`, (t) =>
      visit(county, route.path, isNotFound(route) ? notFound : {}, async (page) => {
        await t.test("the app builds the very page that was written", () => assertSameAsWritten(page));
        await unfold(page);
        await t.test("on a phone it has one heading, its title, its landmarks and its own words", () => assertHasItsParts(page, route));
        await t.test("on a phone everything to press is at least 44 by 44 px", () => assertCanBePressed(page));
        await t.test("every field has a label on the screen", () => assertFieldsAreLabelled(page));
        await t.test("on a phone axe finds nothing", () => assertAxeFindsNothing(page));
        await page.emulateMedia({ colorScheme: "dark" });
        await t.test("on a phone in the dark axe finds nothing", () => assertAxeFindsNothing(page, COLOURS));
        await page.setViewportSize(LAPTOP);
        await t.test("on a laptop in the dark axe finds nothing", () => assertAxeFindsNothing(page, COLOURS));
        await page.emulateMedia({ colorScheme: "light" });
        await t.test("on a laptop axe finds nothing", () => assertAxeFindsNothing(page));
        await t.test("on a laptop it has one heading, its title, its landmarks and its own words", () => assertHasItsParts(page, route));
        await t.test("it cannot be pushed sideways at 320, 360 and 1280 px", () => assertStaysInTheWindow(page, 1));
        await t.test("it cannot be pushed sideways with letters twice as large", () => assertStaysInTheWindow(page, 2));
        await page.setViewportSize(PHONE);
        await t.test("with letters twice as large nothing is cut off", () => assertNothingIsCutOff(page));
      }));
  }
}
