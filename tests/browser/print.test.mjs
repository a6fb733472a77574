// A clerk prints a report or saves it as PDF: the report, and nothing of the machine around it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { LAPTOP, PINGTAN, SHULE, navigation, searchField, visit } from "./pages.mjs";

const run = promisify(execFile);

/** The words of a PDF. */
async function words(pdf) {
  const folder = await mkdtemp(join(tmpdir(), "print-"));
  try {
    await writeFile(join(folder, "page.pdf"), pdf);
    const { stdout } = await run("pdftotext", ["-layout", join(folder, "page.pdf"), "-"]);
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const pages = (pdf) => Number(Math.max(...[...pdf.toString("latin1").matchAll(/\/Count (\d+)/g)].map(([, n]) => Number(n))));
const together = (text) => text.replace(/[\s\u2009]/g, "");

test("the report of 2019 prints as several pages of the report's own words", () =>
  visit(SHULE, "reports/2019", LAPTOP, async (page) => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(pages(pdf) > 1, `${pages(pdf)} pages`);
    const text = await words(pdf);
    const printed = together(text);
    for (const needed of ["8635", "疏勒县人民政府2019年政府信息公开工作年度报告", "总体情况", "其他需要报告的事项", "未公布"]) {
      assert.ok(printed.includes(needed), `“${needed}” is not printed`);
    }
    for (const unwanted of ["筛选", "复制链接", "跳到正文", "分享", "本页内容", "互动渠道"]) {
      assert.ok(!printed.includes(unwanted), `“${unwanted}” is printed`);
    }
  }));

test("the tables of a report are printed whole", () =>
  visit(PINGTAN, "reports/2024", LAPTOP, async (page) => {
    const text = await words(await page.pdf({ preferCSSPageSize: true }));
    const printed = together(text);
    const { rows } = PINGTAN.reports.find(({ year }) => year === 2024).tables.find(({ id }) => id === "t3");
    for (const value of [rows.received.total, rows.granted.total, rows.total.total]) assert.ok(printed.includes(String(value)), `${value} is not printed`);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 673, height: 1000 }); // A4 without its margins
    const cut = await page.locator("table").evaluateAll((tables) => tables.filter((table) => table.getBoundingClientRect().right > innerWidth + 1).map((table) => `${table.className}: ${table.getBoundingClientRect().right} of ${innerWidth} px`));
    assert.deepEqual(cut, [], "no table runs off the paper");
  }));

test("the tables of charts are printed in lines of words, not of fingers", () =>
  visit(PINGTAN, "statistics", LAPTOP, async (page) => {
    await page.emulateMedia({ media: "print" });
    const heights = await page.locator("#settled tbody tr:has(a)").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.ok(heights.length > 5 && Math.max(...heights) < 30, `rows of ${heights.join(", ")} px`);
  }));

test("what only a screen can use is not printed", async () => {
  for (const [path, county] of [["policies", SHULE], ["catalogue", SHULE], ["channels", SHULE], ["reports/2019", SHULE], ["statistics", PINGTAN]]) {
    await visit(county, path, LAPTOP, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await navigation(page).count(), 0, `${path}: the navigation`);
      assert.equal(await searchField(page).count(), 0, `${path}: the search field`);
      const buttons = await page.getByRole("button").allInnerTexts();
      assert.deepEqual(buttons.filter((name) => !name.startsWith("移除")), [], `${path}: buttons`);
      assert.equal(await page.locator("summary", { hasText: "筛选" }).filter({ visible: true }).count(), 0, `${path}: the filters`);
    });
  }
});

test("the print button opens the browser's print dialogue", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    await page.evaluate(() => {
      window.print = () => (window.hasPrinted = true);
    });
    await page.getByRole("button", { name: "打印" }).click();
    assert.equal(await page.evaluate(() => window.hasPrinted), true);
  }));
