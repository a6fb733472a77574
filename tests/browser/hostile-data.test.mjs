// A county whose every text wants to be something else. The folder is written by crates/gongkai/tests/hostile.rs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HOSTILE, assertSameAsWritten, forEach, main, sticksOut, visit } from "./pages.mjs";

const PAGES = [
  "", "policies", "policies/a", "policies/d", "policies/by-year/", "policies/by-year/2024/", "policies/by-year/unknown/",
  "guide", "rules", "catalogue", "catalogue/a", "catalogue/b", "catalogue/by-item/", "catalogue/by-item/unknown/",
  "reports", "reports/2023", "reports/2024", "apply", "statistics", "channels", "search",
  "search?q=%3Cscript%3E", "policies?q=window.pwned%3D1", "channels?q=%3Cimg",
  "embed/view/policies/", "embed/view/channels/",
];

const isPlain = (path) => path.includes("/by-");

/** Asks for whatever a text might have turned into, and presses what it might have taken over. */
async function assertIsHarmless(page) {
  assert.equal(await page.evaluate(() => typeof window.pwned), "undefined", "no script of the data has run");
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const isOwn = (script) => script.src.startsWith(location.origin);
    return {
      scripts: [...document.scripts].filter((script) => !isOwn(script)).length,
      images: document.querySelectorAll("img, iframe, object, embed, base, form").length,
      handlers: all.filter((one) => one.getAttributeNames().some((name) => name.startsWith("on") || name === "style")).length,
      links: [...document.querySelectorAll("[href], [src]")].map((one) => one.getAttribute("href") ?? one.getAttribute("src")).filter((href) => !/^(\/|#|https?:\/\/|tel:|mailto:)/.test(href)),
    };
  });
  assert.deepEqual(found, { scripts: 0, images: 0, handlers: 0, links: [] });
  assert.match(await main(page).innerText(), /window\.pwned=1|共\d+条|检索/);
  await main(page).hover({ position: { x: 60, y: 60 } });
  assert.equal(await page.evaluate(() => typeof window.pwned), "undefined", "nor when it was pointed at");
  assert.equal(await page.evaluate(sticksOut), null);
}

for (const path of PAGES) {
  test(`/${path} shows hostile data as text and nothing more`, () =>
    visit(HOSTILE, path, { wait: !isPlain(path) }, async (page) => {
      await assertIsHarmless(page);
      if (!isPlain(path) && !path.includes("?")) await assertSameAsWritten(page);
    }));
}

test("a title cannot turn the words beside it around", () =>
  visit(HOSTILE, "policies/a", {}, async (page) => {
    assert.doesNotMatch(await page.title(), /[\u202a-\u202e\u2066-\u2069]/u);
    assert.match(await page.title(), / - =1\+1<\/script>/, "the site's name stands behind the page's");
  }));

test("the page for staff shows hostile data as text, in its code, too", () =>
  forEach(["", "?way=html", "?way=html&piece=channels", "?view=channels"], String, (query) =>
    visit(HOSTILE, `embed/${query}`, {}, async (page) => {
      await page.waitForTimeout(500);
      assert.equal(await page.evaluate(() => typeof window.pwned), "undefined");
      assert.equal(await page.locator("pre *").count(), 0, "the code is one text");
      assert.equal(await page.evaluate(sticksOut), null);
    })));
