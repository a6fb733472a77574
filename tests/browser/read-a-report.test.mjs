// A resident reads how the county did: every figure and every cell as the county published it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, PINGTAN, SHULE, asShown, figures, heading, main, notFound, until, untilAddress, visit } from "./pages.mjs";

const [REPORT] = SHULE.reports;
const numbered = ({ numeral, heading }) => `${numeral}、${heading}`;
const everySection = (sections) => sections.flatMap((section) => [section, ...everySection(section.sections ?? [])]);

test("the list of reports holds every year of the files, newest first", async () => {
  for (const county of [SHULE, PINGTAN]) {
    await visit(county, "reports", {}, async (page) => {
      const years = await main(page).getByRole("link", { name: /^\d{4}年政府信息公开年报$/ }).allInnerTexts();
      assert.deepEqual(years, county.reports.map(({ year }) => `${year}年政府信息公开年报`));
      const says = await main(page).getByRole("listitem").allInnerTexts();
      county.reports.forEach(({ tables }, index) => assert.ok(says[index].includes(tables ? "含国家统一格式的表格" : "原文没有表格"), says[index]));
    });
  }
});

test("the report of 2019 has its six sections under their headings, with every paragraph", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    const headings = await main(page).locator("section[id^=s] > * > h2").allInnerTexts();
    assert.deepEqual(headings, REPORT.sections.map(numbered));
    assert.equal(headings.length, 6);
    const text = await main(page).innerText();
    const paragraphs = [...REPORT.preamble, ...everySection(REPORT.sections).flatMap(({ paragraphs }) => paragraphs ?? [])];
    assert.ok(paragraphs.length > 20);
    for (const paragraph of paragraphs) assert.ok(text.includes(paragraph), paragraph);
    for (const { text: note } of REPORT.notes) assert.ok(text.includes(note), note);
  }));

test("every figure on the report's page is the one in its file", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    const all = page.getByRole("region", { name: "报告中的数字" });
    assert.deepEqual(await figures(all), REPORT.figures.map(asShown));
    for (const { id, section } of REPORT.figures.filter(({ section }) => section)) {
      const beside = await figures(page.locator(`[id="s${section}"]`));
      assert.ok(beside.some((shown) => shown.id === id), `${id} stands in section ${section}`);
    }
    for (const shown of await figures(main(page))) {
      assert.deepEqual(shown, asShown(REPORT.figures.find(({ id }) => id === shown.id)));
    }
  }));

test("where the county published no table, the report says so in words and invents no number", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    for (const section of ["s2", "s3", "s4"]) {
      const part = page.locator(`#${section}`);
      await part.getByText("未公布", { exact: true }).waitFor();
      assert.match(await part.innerText(), /没有“[^”]+”表格/);
      assert.equal(await part.locator("table, [data-value]").count(), 0, section);
    }
  }));

test("a misnumbered heading stands in its right place, and a note tells what was printed", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    const misprinted = everySection(REPORT.sections).filter(({ printed_numeral }) => printed_numeral);
    assert.ok(misprinted.length > 0);
    for (const { id, printed_numeral } of misprinted) {
      await page.locator(`[id="s${id}"]`).getByText(`原文编号印作“${printed_numeral}”`).waitFor();
    }
  }));

test("the contents lead to every section, and the address can be sent to somebody", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    const contents = page.getByRole("navigation", { name: "本页内容" });
    const links = await contents.getByRole("link").evaluateAll((links) => links.map((link) => [link.getAttribute("href"), link.textContent]));
    assert.deepEqual(links.filter(([href]) => !href.includes(".")), REPORT.sections.map((section) => [`#s${section.id}`, numbered(section)]));
    await contents.getByRole("link", { name: numbered(REPORT.sections[4]) }).click();
    await untilAddress(page, "the contents' link", (url) => url.hash === "#s5");
    await until(page, "section 5 is in view", () => Math.abs(document.getElementById("s5").getBoundingClientRect().top) < innerHeight / 2);
  }));

test("copying a section's link puts its whole address into the clipboard and says so", () =>
  visit(SHULE, "reports/2019", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const section = page.locator("#s5");
    await section.getByRole("button", { name: new RegExp(`^复制链接\\s*：${numbered(REPORT.sections[4])}$`) }).click();
    await section.getByRole("status").filter({ hasText: "已复制" }).waitFor();
    const { origin } = new URL(page.url());
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${origin}/reports/2019#s5`);
  }));

test("the original is one tap away and opens outside the portal", () =>
  visit(SHULE, "reports/2019", {}, async (page) => {
    const link = main(page).getByRole("link", { name: "查看原文" }).first();
    assert.equal(await link.getAttribute("href"), REPORT.source.url);
    assert.match(await link.getAttribute("rel"), /external/);
  }));

for (const report of PINGTAN.reports) {
  test(`every cell of the tables of ${report.year} shows the number of the file, and a blank says that it is blank`, () =>
    visit(PINGTAN, `reports/${report.year}`, PHONE, async (page) => {
      const shown = await page.locator("td[data-cell]").evaluateAll((cells) =>
        cells.map((cell) => ({
          place: cell.dataset.cell,
          value: cell.dataset.value ?? null,
          // A cell may carry a sign and a hint that lead to a finding: they are no part of the number.
          read: [...(cell.querySelector("a") ?? cell).childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").replaceAll("\u2009", ""),
        })),
      );
      const published = new Map();
      for (const { id, rows } of report.tables) {
        for (const [row, columns] of Object.entries(rows)) {
          for (const [column, cell] of Object.entries(columns)) {
            const value = cell !== null && typeof cell === "object" ? cell.value : cell;
            if (value !== null && value !== undefined) published.set(`${id}.${row}.${column}`, String(value));
          }
        }
      }
      const places = new Set(shown.map(({ place }) => place));
      assert.equal(places.size, shown.length, "no cell stands twice");
      for (const place of published.keys()) assert.ok(places.has(place), `${place} is not on the page`);
      for (const { place, value, read } of shown) {
        assert.equal(value, published.get(place) ?? null, place);
        if (value === null) assert.match(read, /^未填/, place);
        else assert.equal(read, value, place);
      }
    }));
}

test("a total that does not agree is shown as published, marked, and explained with both numbers", () =>
  visit(PINGTAN, "reports/2020", {}, async (page) => {
    const { rows } = PINGTAN.reports.find(({ year }) => year === 2020).tables.find(({ id }) => id === "t3");
    const outcomes = Object.keys(rows).filter((row) => !["received", "carried_in", "total", "carried_out"].includes(row));
    for (const column of ["natural", "total"]) {
      const [printed, sum] = [rows.total[column], outcomes.reduce((sum, row) => sum + (rows[row][column] ?? 0), 0)];
      assert.notEqual(sum, printed, "the file contradicts itself");
      const cell = page.locator(`td[data-cell="t3.total.${column}"]`);
      assert.match(await cell.innerText(), /≠/);
      await cell.getByRole("link").click();
      const explained = page.locator(decodeURIComponent(new URL(page.url()).hash).replaceAll(".", "\\."));
      await explained.waitFor();
      const words = await explained.innerText();
      assert.ok(words.includes(String(printed)) && words.includes(String(sum)), words);
    }
    const agreeing = page.locator('td[data-cell="t3.received.total"]');
    assert.doesNotMatch(await agreeing.innerText(), /≠/);
  }));

test("a report from a link with a section opens at that section", () =>
  visit(SHULE, "reports/2019#s6", {}, async (page) => {
    await heading(page, "2019年政府信息公开年报").waitFor();
    await until(page, "section 6 is in view", () => {
      const { top } = document.getElementById("s6").getBoundingClientRect();
      return top >= -1 && top < innerHeight;
    });
  }));

test("a year without a report has no page, and what stands there leads on", () =>
  visit(SHULE, "reports/2031", notFound, async (page) => {
    await heading(page, "没有这个页面").waitFor();
    await main(page).getByRole("link", { name: /^政府信息公开年报/ }).click();
    await heading(page, "政府信息公开年报").waitFor();
  }));
