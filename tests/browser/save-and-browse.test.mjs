// What needs no script: lists by year and by item, and the data as files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PINGTAN, SHULE, forEach, heading, main, sticksOut, violations, visit } from "./pages.mjs";

// Chromium names the script that it was told to fetch early and may not run.
const off = { js: false, expect: { failed: [/\.js: csp/] } };

for (const js of [true, false]) {
  const how = js ? "from the app" : "with scripts off";

  test(`${how} the lists by year lead to a document that the first page does not show`, () =>
    visit(PINGTAN, "policies", js ? {} : off, async (page) => {
      const undated = PINGTAN.policies.filter(({ date }) => !date).at(-1);
      await main(page).getByRole("link", { name: "按年份浏览" }).click();
      await heading(page, "按年份浏览政策").waitFor();
      await main(page).getByRole("link", { name: "日期不详", exact: true }).click();
      await heading(page, "日期不详的政策文件").waitFor();
      await main(page).getByRole("link", { name: undated.title, exact: true }).last().click();
      await heading(page, undated.title).waitFor();
    }));

  test(`${how} a report, the documents, the catalogue and the channels are saved as files`, () =>
    forEach(
      [
        [SHULE, "reports/2019", ["report-2019-figures.csv", "report-2019.xlsx", "report-2019.json"]],
        [PINGTAN, "reports/2020", ["report-2020.csv", "report-2020.xlsx", "report-2020.json"]],
        [PINGTAN, "policies", ["policies.csv", "policies.xlsx", "policies.json"]],
        [SHULE, "catalogue", ["catalogue.csv", "catalogue.xlsx", "catalogue.json"]],
        [SHULE, "channels", ["channels.csv", "channels.xlsx", "channels.json"]],
      ],
      ([, path]) => path,
      ([county, path, files]) =>
        visit(county, path, js ? {} : off, async (page) => {
          const links = main(page).locator("a[download]");
          assert.deepEqual(await links.evaluateAll((all) => all.map((link) => link.href.split("/downloads/")[1])), files);
          for (const [index, file] of files.entries()) {
            const [download] = await Promise.all([page.waitForEvent("download"), links.nth(index).click()]);
            assert.equal(download.suggestedFilename(), file);
            assert.equal(await download.failure(), null);
          }
        }),
    ));
}

test("with scripts off the page 检索 says what it needs and leads to the lists", () =>
  visit(SHULE, "search", off, async (page) => {
    assert.match(await main(page).innerText(), /需要允许网页运行脚本/);
    await main(page).getByRole("link", { name: "按条例事项浏览目录" }).click();
    await heading(page, "按条例事项浏览目录").waitFor();
  }));

for (const path of ["policies/by-year/", "policies/by-year/2025/", "policies/by-year/2025/2/"]) {
  test(`the plain list /${path} is for everybody`, () =>
    visit(PINGTAN, path, { wait: false }, async (page) => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(sticksOut), null);
      assert.equal(await page.evaluate(() => document.scripts.length), 0);
    }));
}
