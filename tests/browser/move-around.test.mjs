// A resident moves through the portal: by keyboard, by links, back and forth, from a link somebody sent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMNS, Finder, LAPTOP, PHONE, PINGTAN, SHULE, column, heading, main, navigation, notFound, openColumn, searchField, until, untilAddress, visit } from "./pages.mjs";

/** Columns that come with a program of their own: a link to them loads the page anew. */

const active = (page) => page.evaluate(() => document.activeElement.textContent.trim());
const focusedHeading = (page, name) => until(page, `the focus is on the heading “${name}”`, (name) => document.activeElement.tagName === "H1" && document.activeElement.textContent === name, name);

test("the first Tab reaches the skip link, which leads past the navigation", () =>
  visit(SHULE, "", LAPTOP, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await active(page), "跳到正文");
    const box = await page.getByRole("link", { name: "跳到正文" }).boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.width > 40, "the skip link is in view while it has the focus");
    await page.keyboard.press("Enter");
    await untilAddress(page, "the skip link", (url) => url.hash === "#main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next Tab is inside the page");
  }));

for (const size of [PHONE, LAPTOP]) {
  test(`Tab walks through the whole home page at ${size.width} px: in order, everything visible, nothing left out`, () =>
    visit(SHULE, "", size, async (page) => {
      const focusable = await page.evaluate(() => {
        const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
        return all.filter((element) => element.checkVisibility()).length;
      });
      for (let index = 0; index < focusable; index += 1) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate((index) => {
          const element = document.activeElement;
          const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((element) => element.checkVisibility());
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          return {
            name: `${element.tagName} “${element.textContent.trim().slice(0, 30)}”`,
            isNext: all[index] === element,
            isInView: box.width > 0 && box.height > 0 && box.left >= -1 && box.right <= innerWidth + 1 && box.bottom > 0 && box.top < innerHeight,
            hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          };
        }, index);
        assert.ok(seen.isNext, `the ${index + 1}th Tab reaches ${seen.name} out of order`);
        assert.ok(seen.isInView, `${seen.name} has the focus and cannot be seen`);
        assert.ok(seen.hasRing, `${seen.name} does not show that it has the focus`);
      }
    }));
}

/** Pages that come with one program: links between them do not load the site again. */
const READ = COLUMNS.filter(([path]) => ["guide", "rules", "reports", "apply"].includes(path));
const FIND = COLUMNS.filter(([path]) => ["policies", "catalogue"].includes(path));

for (const [from, columns] of [["reports", READ], ["", FIND]]) {
  test(`Enter on a column's link opens the page: its heading has the focus and the window its title, from /${from}`, () =>
    visit(SHULE, from, LAPTOP, async (page) => {
      for (const [path, name] of columns) {
        await column(page, name).focus();
        await page.keyboard.press("Enter");
        await focusedHeading(page, name);
        await until(page, "the title follows", (title) => document.title === title, `${name} - ${SHULE.site.title}`);
        assert.equal(new URL(page.url()).pathname, `/${path}`);
        assert.equal(await column(page, name).getAttribute("aria-current"), "page");
        assert.equal(await navigation(page).locator("[aria-current]").count(), 1);
      }
    }));

  test(`links between pages of one program do not load the whole site again, from /${from}`, () =>
    visit(SHULE, from, {}, async (page) => {
      await page.evaluate(() => (window.isStillHere = true));
      for (const [, name] of columns) await openColumn(page, name);
      assert.equal(await page.evaluate(() => window.isStillHere), true);
    }));
}

test("every column leads to every other, whatever program it comes with; back and forward cross over", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    for (const name of ["数据", "政府信息公开年报", "互动渠道", "政策", "数据"]) {
      await openColumn(page, name);
      await page.waitForSelector("html[data-ready]", { state: "attached" });
    }
    for (const name of ["政策", "互动渠道", "政府信息公开年报", "数据", "政策"]) {
      await page.goBack();
      await heading(page, name).waitFor();
    }
    await new Finder(page).untilCount(PINGTAN.policies.length);
    await page.goForward();
    await heading(page, "数据").waitFor();
    await page.getByRole("img").first().waitFor();
  }));

const rememberedScroll = (page) => until(page, "the place on the page is kept", () => history.state === scrollY && scrollY > 0);

test("back and forward bring back the page, the words in the field and the place on the page", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("公开");
    // The first results are drawn before the others.
    await until(page, "the search is done", () => {
      const items = [...document.querySelectorAll("main .gk-results__item")];
      return items.length > 0 && items.every((item) => item.querySelector("mark"));
    });
    const count = await finder.count();
    const result = finder.titles.nth(5);
    const name = await result.innerText();
    await result.scrollIntoViewIfNeeded();
    await rememberedScroll(page);
    const place = await page.evaluate(() => scrollY);
    await result.click();
    await heading(page, name).waitFor();
    await until(page, "a new page starts at its head", () => scrollY === 0);

    await page.goBack();
    await heading(page, "政策").waitFor();
    await until(page, "the old place on the page", (place) => Math.abs(scrollY - place) <= 2, place);
    assert.equal(await finder.field.inputValue(), "公开");
    assert.equal(await finder.count(), count);
    await page.goForward();
    await heading(page, name).waitFor();
    await page.goBack();
    await until(page, "the old place on the page, again", (place) => Math.abs(scrollY - place) <= 2, place);
  }));

test("a visitor who scrolls and taps at once still comes back to the same place", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const place = await page.evaluate(() => {
      const link = document.querySelectorAll("main .gk-results a")[8];
      link.scrollIntoView();
      const place = scrollY;
      link.click();
      return place;
    });
    assert.ok(place > 300);
    await until(page, "the document's page", () => location.pathname.startsWith("/policies/"));
    await page.goBack();
    await heading(page, "政策").waitFor();
    await until(page, "the old place on the page", (place) => Math.abs(scrollY - place) <= 2, place);
  }));

test("a reload keeps the place on the page and what was chosen there", () =>
  visit(SHULE, "catalogue?q=公开", {}, async (page) => {
    const count = await new Finder(page).count();
    await page.evaluate(() => scrollTo(0, 700));
    await rememberedScroll(page);
    await page.reload();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await new Finder(page).untilCount(count);
    assert.equal(await searchField(page).inputValue(), "公开");
    await until(page, "the place on the page", () => Math.abs(scrollY - 700) <= 2);
  }));

const AT_GK = { base: "/gk/" };

test("below another path, addresses that were sent open their page, and reload", async () => {
  for (const [path, name, words] of [
    ["", SHULE.site.title, "8\u2009635"],
    ["reports/2019", "2019年政府信息公开年报", "一、总体情况"],
    ["policies?q=预算", "政策", "预算"],
    ["catalogue/policy-documents", "政策文件", "政策文件"],
    ["search?q=热线", "检索", "政务热线"],
    ["channels?want=correct", "互动渠道", "我为政府网站找错"],
  ]) {
    await visit(SHULE, path, AT_GK, async (page) => {
      for (const again of [false, true]) {
        if (again) {
          await page.reload();
          await page.waitForSelector("html[data-ready]", { state: "attached" });
        }
        await heading(page, name).waitFor();
        await main(page).getByText(words).first().waitFor();
        const at = new URL(page.url());
        assert.equal(decodeURIComponent(at.pathname + at.search), `/gk/${path}`);
      }
    });
  }
});

test("below another path, moving around stays below it", () =>
  visit(SHULE, "", AT_GK, async (page) => {
    for (const [path, name] of COLUMNS) {
      await openColumn(page, name);
      assert.equal(new URL(page.url()).pathname, `/gk/${path}`);
    }
    await page.goBack();
    await heading(page, "数据").waitFor();
    await page.getByRole("link", { name: /疏勒县/ }).first().click();
    await heading(page, SHULE.site.title).waitFor();
    assert.equal(new URL(page.url()).pathname, "/gk/");
  }));

/** Reads the written pages, as a search engine does: every own link, followed until no page is new. */
async function crawl(origin, base) {
  const pages = new Map();
  const waiting = [[base, "the start"], [`${base}404.html`, "the server"]];
  const failures = [];
  const places = [];
  const follow = async ([path, from]) => {
    const response = await fetch(origin + path);
    if (response.status !== 200) failures.push(`${path} answers ${response.status}, linked from ${from}`);
    const isPage = response.headers.get("content-type")?.startsWith("text/html");
    const html = isPage ? await response.text() : (await response.arrayBuffer(), "");
    pages.set(path, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
    for (const [, raw] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
      const url = new URL(raw.replaceAll("&amp;", "&"), origin + path);
      if (url.origin !== origin) continue;
      if (!url.pathname.startsWith(base)) failures.push(`${raw} on ${path} leaves ${base}`);
      if (url.hash) places.push([url.pathname, decodeURIComponent(url.hash.slice(1)), path]);
      if (!pages.has(url.pathname)) {
        pages.set(url.pathname, new Set());
        waiting.push([url.pathname, path]);
      }
    }
  };
  while (waiting.length > 0) await Promise.all(waiting.splice(0, 8).map(follow));
  for (const [path, id, from] of places) {
    if (!pages.get(path)?.has(id)) failures.push(`${path}#${id}, linked from ${from}: there is no such place`);
  }
  return { pages, failures: [...new Set(failures)] };
}

for (const [county, base] of [[SHULE, "/"], [SHULE, "/gk/"], [PINGTAN, "/"]]) {
  test(`every link of every page of ${county.name} below ${base} leads to a page, and to a place that is on it`, () =>
    visit(county, "", { base }, async (page) => {
      const { pages, failures } = await crawl(new URL(page.url()).origin, base);
      assert.ok(pages.size > 20, `${pages.size} pages`);
      assert.ok(failures.length === 0, `${failures.length} links lead nowhere:\n${failures.slice(0, 20).join("\n")}`);
    }));
}

/** Holds every request for a file until it is let go. */
async function hold(page, pattern) {
  const held = [];
  await page.route(pattern, (route) => held.push(route));
  return {
    // A request that the page gave up meanwhile has nobody to answer.
    release: () => Promise.all(held.splice(0).map((route) => route.continue().catch(() => {}))),
  };
}

test("a slow page that was left gives up its request and never shows on the next one", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const held = await hold(page, "**/data/catalogue.json");
    const asked = page.waitForRequest("**/data/catalogue.json");
    await column(page, "依法主动公开目录").click();
    const request = await asked;
    const given = page.waitForEvent("requestfailed", { predicate: (failed) => failed === request, timeout: 8000 });
    await column(page, "政策").click();
    await heading(page, "政策").waitFor();
    await new Finder(page).untilCount(SHULE.policies.length);
    assert.match((await given).failure().errorText, /ERR_ABORTED/);
    await held.release();
    await page.unroute("**/data/catalogue.json");
    await openColumn(page, "政府信息公开制度");
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "政府信息公开制度");
    assert.ok(!(await main(page).innerText()).includes("按《条例》逐项看"));
    await openColumn(page, "依法主动公开目录");
    await new Finder(page).untilCount(SHULE.entries.length);
  }));

test("of two pages opened in a hurry, the second one stays, whichever file comes first", () =>
  visit(PINGTAN, "reports", {}, async (page) => {
    const held = await hold(page, "**/data/policies.json");
    const asked = page.waitForRequest("**/data/policies.json");
    await column(page, "政策").click();
    await asked;
    await column(page, "数据").click();
    await heading(page, "数据").waitFor();
    await held.release();
    await page.locator('td[data-measure="received"]').first().waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "数据");
    assert.equal(await page.locator("main .gk-results").count(), 0);
    assert.equal(await page.title(), `数据 - ${PINGTAN.site.title}`);
  }));

test("while a page waits for its file, its heading is there and it says that it is loading", () =>
  visit(SHULE, "catalogue", {}, async (page) => {
    const held = await hold(page, "**/data/policies.json");
    await column(page, "政策").click();
    await focusedHeading(page, "政策");
    await main(page).getByRole("status").filter({ hasText: "正在载入" }).waitFor();
    await held.release();
    await new Finder(page).untilCount(31);
  }));

test("an address without a page offers a search and the eight columns", () =>
  visit(SHULE, "policies/no-such-document", notFound, async (page) => {
    await heading(page, "没有这个页面").waitFor();
    for (const [, name] of COLUMNS) assert.ok((await main(page).getByRole("link", { name: new RegExp(`^${name}`) }).count()) > 0, name);
    await searchField(page).fill("热线");
    await page.keyboard.press("Enter");
    await heading(page, "检索").waitFor();
  }));
