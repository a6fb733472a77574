// A resident looks at the yearly numbers: the charts, their tables and sentences say what the files say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PINGTAN, SHULE, asShown, figures, heading, main, until, untilAddress, visit } from "./pages.mjs";

const sum = (table, row, ...columns) => ({ table, cells: columns.map((column) => [row, column]) });
const totals = (table, ...rows) => ({ table, cells: rows.map((row) => [row, "total"]) });
const lawsuits = (column) => ({ table: "t4", cells: [["litigation_direct", column], ["litigation_after_review", column]] });

// Which published cells a number is made of, said a second time on purpose: two sayings must agree.
const MEASURES = {
  normative_issued: { 2019: sum("t2", "normative", "made"), 2021: sum("t2", "normative", "issued") },
  normative_repealed: { 2021: sum("t2", "normative", "repealed") },
  normative_in_force: { 2021: sum("t2", "normative", "in_force") },
  licences: { both: sum("t2", "licence", "decisions") },
  penalties: { both: sum("t2", "penalty", "decisions") },
  coercion: { both: sum("t2", "coercion", "decisions") },
  fees: { 2021: sum("t2", "fee", "amount_10k") },
  received: { both: totals("t3", "received") },
  received_natural: { both: sum("t3", "received", "natural") },
  received_organisations: { both: sum("t3", "received", "business", "research", "public_interest", "legal_service", "other_org") },
  carried_in: { both: totals("t3", "carried_in") },
  settled: { both: totals("t3", "total") },
  granted: { both: totals("t3", "granted") },
  partly_granted: { both: totals("t3", "partly_granted") },
  refused: {
    both: totals(
      "t3", "refused.state_secret", "refused.other_law", "refused.security_stability", "refused.third_party",
      "refused.internal_affairs", "refused.process", "refused.enforcement_file", "refused.admin_query",
    ),
  },
  unavailable: { both: totals("t3", "unavailable.not_held", "unavailable.not_ready_made", "unavailable.unclear") },
  declined: { both: totals("t3", "declined.petition", "declined.duplicate", "declined.publication", "declined.excessive", "declined.reconfirm") },
  other_outcome: { 2019: totals("t3", "other"), 2021: totals("t3", "other.no_correction", "other.unpaid", "other.rest") },
  carried_out: { both: totals("t3", "carried_out") },
  reviews: { both: totals("t4", "review") },
  reviews_upheld: { both: sum("t4", "review", "upheld") },
  reviews_corrected: { both: sum("t4", "review", "corrected") },
  reviews_other: { both: sum("t4", "review", "other") },
  reviews_pending: { both: sum("t4", "review", "pending") },
  lawsuits: { both: lawsuits("total") },
  lawsuits_upheld: { both: lawsuits("upheld") },
  lawsuits_corrected: { both: lawsuits("corrected") },
  lawsuits_other: { both: lawsuits("other") },
  lawsuits_pending: { both: lawsuits("pending") },
};

/** The number that a report's cells give; null where none of them holds one, undefined where only some do. */
function published(report, measure) {
  const versions = MEASURES[measure];
  const version = report.tables[0].version;
  const definition = versions.both ?? versions[version];
  if (!definition) return null;
  const { rows } = report.tables.find(({ id }) => id === definition.table);
  const values = definition.cells.map(([row, column]) => rows[row]?.[column] ?? null);
  const given = values.filter((value) => value !== null);
  if (given.length === 0) return null;
  return given.length === values.length ? given.reduce((total, value) => total + value, 0) : undefined;
}

const tableNumbers = (scope) =>
  scope.locator("td[data-measure]").evaluateAll((cells) =>
    cells.map((cell) => ({
      measure: cell.dataset.measure,
      year: Number(cell.dataset.year),
      value: cell.dataset.value ?? null,
      read: (cell.querySelector("a") ?? cell).textContent.replaceAll("\u2009", ""),
      href: cell.querySelector("a")?.getAttribute("href") ?? null,
    })),
  );

test("every number of every chart is the sum of the published cells it is made of", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const shown = await tableNumbers(main(page));
    const seen = new Map();
    for (const { measure, year, value, read, href } of shown) {
      const place = `${measure} ${year}`;
      assert.ok(measure in MEASURES, `${measure} has no definition in this test`);
      const report = PINGTAN.reports.find((report) => report.year === year);
      const expected = published(report, measure);
      if (expected !== undefined) {
        assert.equal(value === null ? null : Number(value), expected, place);
        seen.set(measure, (seen.get(measure) ?? 0) + 1);
      }
      if (value === null) {
        assert.match(read, /^(未公布|未填|无此栏)$/, place);
        assert.equal(href, null, place);
      } else {
        assert.equal(read, value, place);
        assert.match(href, new RegExp(`^/reports/${year}#s[234]$`), place);
      }
    }
    const drawn = Object.keys(MEASURES).filter((measure) => PINGTAN.reports.some((report) => published(report, measure) != null));
    for (const measure of drawn) assert.equal(seen.get(measure), PINGTAN.reports.length, `${measure} has all seven years`);
  }));

test("the drawing of a chart shows the same numbers as its table", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const charts = await page.getByRole("article").evaluateAll((articles) =>
      articles.map((article) => ({
        name: article.querySelector("h3").textContent,
        drawn: [...article.querySelectorAll("svg .gk-chart__value, svg .gk-chart__gap")].map((text) => text.textContent.replace(/[\u2009※\s]/g, "")).sort(),
        listed: [...article.querySelectorAll("td[data-measure]")].map((cell) => cell.dataset.value ?? cell.textContent).sort(),
      })),
    );
    assert.ok(charts.length > 10);
    for (const { name, drawn, listed } of charts) assert.deepEqual(drawn, listed, name);
  }));

test("the year that contradicts itself is marked, and the number stays as published", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const cell = page.locator('td[data-measure="settled"][data-year="2020"]').first();
    assert.equal(await cell.getAttribute("data-value"), "21");
    assert.match(await cell.innerText(), /※/);
    await page.getByText(/※2020年：该年原文合计与各项之和不一致/).first().waitFor();
  }));

test("one group of numbers can be chosen, sent as an address, and left again with the back button", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const groups = page.getByRole("navigation", { name: "看哪一组" });
    const has = (measure) => page.locator(`td[data-measure="${measure}"]`).first();
    await groups.getByRole("link", { name: "复议和诉讼" }).click();
    await untilAddress(page, "the choice", (url) => url.searchParams.get("m") === "disputes");
    await until(page, "other groups are gone", () => !document.querySelector('td[data-measure="received"]'));
    await has("lawsuits").waitFor();
    assert.equal(await groups.getByRole("link", { name: "复议和诉讼" }).getAttribute("aria-current"), "true");
    await page.reload();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await until(page, "the choice survives a reload", () => document.querySelector('td[data-measure="lawsuits"]') && !document.querySelector('td[data-measure="received"]'));
    await page.goBack();
    await has("received").waitFor();
    assert.equal(await groups.getByRole("link", { name: "全部" }).getAttribute("aria-current"), "true");
  }));

test("a number leads to the table of the report that prints it", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const cell = page.locator('td[data-measure="received"][data-year="2024"]').first();
    await cell.getByRole("link").click();
    await heading(page, "2024年政府信息公开年报").waitFor();
    const published = page.locator('td[data-cell="t3.received.total"]');
    await published.waitFor();
    assert.equal(await published.getAttribute("data-value"), "218");
    await until(page, "section 3 is in view", () => Math.abs(document.getElementById("s3").getBoundingClientRect().top) < innerHeight);
  }));

test("a county without tables shows the figures of its text and says in words what was not published", () =>
  visit(SHULE, "statistics", {}, async (page) => {
    assert.deepEqual(await figures(main(page)), SHULE.reports[0].figures.map(asShown));
    await page.getByText(/2019年的年报没有国家统一格式的表格/).waitFor();
    assert.equal(await page.locator("svg, td").count(), 0);
  }));
