// A resident opens the portal: what was made public this year, and where to go on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMNS, PHONE, PINGTAN, SHULE, asShown, figures, heading, main, searchField, until, untilAddress, untilPromised, visit } from "./pages.mjs";

test("the home page shows last year's figures exactly as the county's report gives them", () =>
  visit(SHULE, "", {}, async (page) => {
    const report = SHULE.reports[0];
    const expected = ["disclosed", "disclosed_on_website", "daily_visits", "requests_handled"].map((id) => asShown(report.figures.find((figure) => figure.id === id)));
    assert.deepEqual(await figures(main(page)), expected);
  }));

test("a county whose report has tables and no figures shows the main numbers of its newest tables", () =>
  visit(PINGTAN, "", {}, async (page) => {
    const newest = PINGTAN.reports[0];
    const rows = (table) => newest.tables.find(({ id }) => id === table).rows;
    const published = {
      applications_received: rows("t3").received.total,
      applications_granted: rows("t3").granted.total,
      normative_in_force: rows("t2").normative.in_force,
      reviews: rows("t4").review.total,
    };
    // A blank cell is not zero: it is not shown at all.
    const expected = Object.fromEntries(Object.entries(published).filter(([, value]) => value !== null));
    const shown = await figures(main(page));
    assert.deepEqual(Object.fromEntries(shown.map(({ id, value }) => [id, Number(value)])), expected);
    for (const { id, value, read } of shown) assert.equal(read, value, id);
  }));

test("the eight columns stand on the home page under the county's own names, and each leads to its page", () =>
  visit(SHULE, "", PHONE, async (page) => {
    const section = main(page).locator("section", { has: page.getByRole("heading", { name: "栏目" }) });
    const names = await section.getByRole("link").evaluateAll((links) => links.map((link) => link.firstElementChild.textContent));
    assert.deepEqual(names, COLUMNS.map(([, name]) => name));
    for (const [path, name] of COLUMNS) {
      await section.getByRole("link", { name: new RegExp(`^${name}`) }).click();
      await heading(page, name).waitFor();
      assert.equal(new URL(page.url()).pathname, `/${path}`);
      await page.goBack();
      await heading(page, SHULE.site.title).waitFor();
    }
  }));

for (const [how, act] of [
  ["Enter", (page) => page.keyboard.press("Enter")],
  ["the button", (page) => main(page).getByRole("button", { name: "检索" }).click()],
]) {
  test(`a word typed on the home page is looked up in everything with ${how}`, () =>
    visit(SHULE, "", {}, async (page) => {
      await page.getByRole("combobox", { name: "搜政策、目录、年报、渠道" }).fill(" 预算 ");
      await act(page);
      await heading(page, "检索").waitFor();
      assert.equal(new URL(page.url()).searchParams.get("q"), "预算");
      await page.getByRole("heading", { level: 2, name: /^政策/ }).waitFor();
      assert.equal(await searchField(page).inputValue(), "预算");
      await page.getByRole("heading", { level: 2, name: /^依法主动公开目录/ }).waitFor();
    }));
}

test("a figure leads to the place of the report that gives it", () =>
  visit(SHULE, "", {}, async (page) => {
    await page.locator('[data-figure="requests_handled"]').getByRole("link").click();
    await heading(page, "2019年政府信息公开年报").waitFor();
    await untilAddress(page, "the figure's link", (url) => url.pathname === "/reports/2019" && url.hash === "#s1.1.2");
    await until(page, "the section comes into view", () => {
      const { top } = document.getElementById("s1.1.2").getBoundingClientRect();
      return top >= 0 && top < innerHeight / 2;
    });
  }));

test("the office can be called in one tap, and its number and address copied", () =>
  visit(SHULE, "", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const { phone, address, postcode, name } = SHULE.site.office;
    const contact = main(page).locator("section", { has: page.getByRole("heading", { name: "联系" }) });
    await contact.getByText(name, { exact: true }).waitFor();
    assert.equal(await contact.getByRole("link", { name: `拨打 ${phone}` }).getAttribute("href"), `tel:${phone.replaceAll("-", "")}`);
    for (const [what, copied] of [[`电话${phone}`, phone], [`地址${address}`, `${address} ${postcode}`]]) {
      await contact.getByRole("button", { name: new RegExp(`^复制\\s*：${what}$`) }).click();
      await contact.getByRole("status").filter({ hasText: "已复制" }).first().waitFor();
      await untilPromised(page, `${what} is in the clipboard`, async (text) => (await navigator.clipboard.readText()) === text, copied);
    }
  }));

test("the year at a glance leads to the whole report", () =>
  visit(PINGTAN, "", {}, async (page) => {
    await main(page).getByRole("link", { name: "读完整年报" }).click();
    await heading(page, `${PINGTAN.reports[0].year}年政府信息公开年报`).waitFor();
  }));
