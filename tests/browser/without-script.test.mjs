// The page is whole before any script runs, and stays the same when the app takes it over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, LAPTOP, PINGTAN, SHULE, asShown, assertSameAsWritten, column, figures, forEach, heading, isNotFound, main, navigation, notFound, routes, searchField, until, untilAddress, visit } from "./pages.mjs";

// Chromium names the script that it was told to fetch early and may not run.
const off = { js: false, expect: { failed: [/\.js: csp/] } };

for (const county of [SHULE, PINGTAN]) {
  test(`with scripts off every page of ${county.name} has its heading, its title and its own words`, () =>
    forEach(routes(county), ({ path }) => `/${path}`, (route) =>
      visit(county, route.path, { ...off, expect: { ...off.expect, ...(isNotFound(route) && notFound.expect) } }, async (page) => {
        assert.equal(await page.title(), route.title);
        await heading(page, route.heading).waitFor();
        const text = await main(page).innerText();
        for (const words of route.words) assert.ok(text.includes(words), `“${words}” is not on the page`);
        assert.equal(await navigation(page).getByRole("link").count(), 8);
      }),
    ));
}

test("with scripts off the figures are there, and links lead on", () =>
  visit(SHULE, "", off, async (page) => {
    const shown = await main(page).locator("[data-figure] data").allInnerTexts();
    assert.deepEqual(shown.map((text) => text.replaceAll("\u2009", "")), ["8635", "254", "523", "34"]);
    await column(page, "政府信息公开年报").click();
    await heading(page, "政府信息公开年报").waitFor();
    await main(page).getByRole("link", { name: "2019年政府信息公开年报" }).click();
    await heading(page, "2019年政府信息公开年报").waitFor();
  }));

// Of the many documents and entries: the last, and one with every field. The others are in every-page.test.mjs.
const details = (county) => [
  ...[county.policies.at(-1), county.policies.find(({ number, issuer, url }) => number && issuer && url)].filter(Boolean).map(({ id }) => ({ path: `policies/${id}` })),
  ...[county.entries.at(-1)].filter(Boolean).map(({ id }) => ({ path: `catalogue/${id}` })),
];

for (const [county, base, pages] of [
  [SHULE, "/", details(SHULE)],
  [PINGTAN, "/", details(PINGTAN)],
  [SHULE, "/gk/", [...routes(SHULE), ...details(SHULE)]],
]) {
  test(`the app builds the very page that was written, of ${county.name} below ${base}`, () =>
    forEach(pages, ({ path }) => `/${path}`, (route) => visit(county, route.path, { base, ...(isNotFound(route) && notFound) }, assertSameAsWritten)));
}

/** Opens a page whose app does not come before `act` is done with the written one. */
async function beforeTheApp(county, path, act, afterwards) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const before = (page) => page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await visit(county, path, { ...LAPTOP, before, wait: false }, async (page) => {
    await heading(page, routes(county).find((route) => route.path === path).heading).waitFor();
    assert.equal(await page.locator("html").getAttribute("data-ready"), null, "the app is not there yet");
    await act(page);
    release();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await afterwards(page);
  });
}

test("what was typed before the app came stays, with the cursor where it was, and is looked up", () =>
  beforeTheApp(
    SHULE,
    "",
    async (page) => {
      await searchField(page).click();
      await page.keyboard.type("budget 2019");
      for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowLeft");
    },
    async (page) => {
      assert.equal(await searchField(page).inputValue(), "budget 2019");
      assert.ok(await searchField(page).evaluate((field) => document.activeElement === field && field.selectionStart === 6 && field.selectionEnd === 6), "focus and cursor stay");
      await page.keyboard.type(" of");
      await page.keyboard.press("Enter");
      await untilAddress(page, "the typed words are looked up", (url) => url.searchParams.get("q") === "budget of 2019");
    },
  ));

test("what was typed into a catalogue before the app came is searched for when it comes", () =>
  beforeTheApp(
    SHULE,
    "policies",
    (page) => searchField(page).fill("预算法"),
    async (page) => {
      await until(page, "the search is done", () => document.querySelector("main mark"));
      assert.equal(await searchField(page).inputValue(), "预算法");
      assert.equal(new URL(page.url()).searchParams.get("q"), "预算法");
      assert.ok((await new Finder(page).count()) < 31);
    },
  ));

test("a filter ticked and an order chosen before the app came are applied when it comes", () =>
  beforeTheApp(
    SHULE,
    "policies",
    async (page) => {
      const finder = new Finder(page);
      await finder.openFilters();
      await finder.box("层级", "国家").check();
      await finder.order.selectOption({ label: "旧的在前" });
    },
    async (page) => {
      const finder = new Finder(page);
      await finder.untilCount(SHULE.policies.filter(({ level }) => level === "national").length);
      assert.ok(await finder.box("层级", "国家").isChecked());
      assert.equal(await finder.order.inputValue(), "old");
      const { searchParams } = new URL(page.url());
      assert.deepEqual([searchParams.get("level"), searchParams.get("sort")], ["国家", "old"]);
    },
  ));

test("a link that had the focus before the app came keeps it", () =>
  beforeTheApp(
    SHULE,
    "",
    (page) => column(page, "政府信息公开年报").focus(),
    async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "年报政府信息公开年报");
      await page.keyboard.press("Enter");
      await heading(page, "政府信息公开年报").waitFor();
    },
  ));

test("what was opened and how far it was scrolled before the app came stays", () =>
  beforeTheApp(
    SHULE,
    "catalogue",
    async (page) => {
      await page.locator("summary", { hasText: "按《条例》逐项看" }).click();
      await page.evaluate(() => scrollTo(0, 400));
    },
    async (page) => {
      assert.ok(await page.locator("details.gk-frame").evaluate((details) => details.open));
      assert.equal(await page.evaluate(() => scrollY), 400);
    },
  ));

test("a link followed before the app came works like any link", () =>
  beforeTheApp(SHULE, "", (page) => column(page, "互动渠道").click(), async (page) => {
    await heading(page, "互动渠道").waitFor();
    await new Finder(page).untilCount(SHULE.channels.length);
  }));

test("a link that is pressed while the app comes is followed when the finger lifts", () =>
  beforeTheApp(SHULE, "reports", async (page) => {
    await column(page, "政府信息公开制度").hover();
    await page.mouse.down();
    // The app is there by then.
    setTimeout(() => page.mouse.up(), 1000);
  }, (page) => heading(page, "政府信息公开制度").waitFor()));

test("on an engine without WebAssembly the written page stays, whole and quiet", () =>
  visit(SHULE, "reports/2019", { wait: false, before: (page) => page.addInitScript(() => delete globalThis.WebAssembly) }, async (page) => {
    await page.waitForLoadState("networkidle");
    await heading(page, "2019年政府信息公开年报").waitFor();
    assert.deepEqual(await figures(page.getByRole("region", { name: "报告中的数字" })), SHULE.reports[0].figures.map(asShown));
  }));
