// A county with more entries than it wants pages for (`publish.entry_pages`): the app answers their addresses, out of
// the page that the server sends for a missing one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { heading, main, notFound, visit } from "./pages.mjs";

const MANY = { name: "no-entry-pages" };

for (const [path, title, words] of [
  ["catalogue/plans", "发展规划", "规划文本"],
  ["policies/rules", "甲县政府工作规则", "没有列出的项目"],
]) {
  test(`/${path} has no page of its own and opens all the same`, () =>
    visit(MANY, path, notFound, async (page) => {
      await heading(page, title).waitFor();
      assert.equal(await page.title(), `${title} - 甲县政府信息公开`);
      assert.ok((await main(page).innerText()).includes(words), `“${words}” is not on the page`);
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    }));
}

test("the list leads to an entry without a page, and the entry's address can be loaded again", () =>
  visit(MANY, "catalogue", notFound, async (page) => {
    await main(page).getByRole("link", { name: "发展规划" }).click();
    await heading(page, "发展规划").waitFor();
    await page.reload();
    await heading(page, "发展规划").waitFor();
  }));

test("an address that is no entry's is still not found", () =>
  visit(MANY, "no-such-page", notFound, (page) => heading(page, "没有这个页面").waitFor()));
