// A resident looks at the yearly numbers: charts, tables, sentences, files and the printed page say what the files say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPARE, LAPTOP, PINGTAN, SHULE, asShown, figures, forEach, heading, main, until, untilAddress, untilShown, visit } from "./pages.mjs";

const sum = (table, row, ...columns) => ({ table, cells: columns.map((column) => [row, column]) });
const totals = (table, ...rows) => ({ table, cells: rows.map((row) => [row, "total"]) });
const lawsuits = (column) => ({ table: "t4", cells: [["litigation_direct", column], ["litigation_after_review", column]] });
const grounds = (group, row, ...ids) => Object.fromEntries(ids.map((id) => [`${group}_${id}`, { both: totals("t3", `${row}.${id}`) }]));

const REFUSED = ["state_secret", "other_law", "security_stability", "third_party", "internal_affairs", "process", "enforcement_file", "admin_query"];
const UNAVAILABLE = ["not_held", "not_ready_made", "unclear"];
const DECLINED = ["petition", "duplicate", "publication", "excessive", "reconfirm"];
const OTHER = ["no_correction", "unpaid", "rest"];
const ORGANISATIONS = ["business", "research", "public_interest", "legal_service", "other_org"];
const all = (row, ids) => totals("t3", ...ids.map((id) => `${row}.${id}`));

// Which published cells a number is made of, said a second time on purpose: two sayings must agree.
const MEASURES = {
  normative_issued: { 2019: sum("t2", "normative", "made"), 2021: sum("t2", "normative", "issued") },
  normative_repealed: { 2021: sum("t2", "normative", "repealed") },
  normative_in_force: { 2021: sum("t2", "normative", "in_force") },
  rules_issued: { 2019: sum("t2", "rules", "made"), 2021: sum("t2", "rules", "issued") },
  rules_repealed: { 2021: sum("t2", "rules", "repealed") },
  rules_in_force: { 2021: sum("t2", "rules", "in_force") },
  licences: { both: sum("t2", "licence", "decisions") },
  other_services: { 2019: sum("t2", "other_service", "decisions") },
  penalties: { both: sum("t2", "penalty", "decisions") },
  coercion: { both: sum("t2", "coercion", "decisions") },
  fees: { 2021: sum("t2", "fee", "amount_10k") },
  procurement: { 2019: sum("t2", "procurement", "items") },
  received: { both: totals("t3", "received") },
  received_natural: { both: sum("t3", "received", "natural") },
  received_organisations: { both: sum("t3", "received", ...ORGANISATIONS) },
  ...Object.fromEntries(ORGANISATIONS.map((id) => [`received_${id}`, { both: sum("t3", "received", id) }])),
  carried_in: { both: totals("t3", "carried_in") },
  settled: { both: totals("t3", "total") },
  granted: { both: totals("t3", "granted") },
  partly_granted: { both: totals("t3", "partly_granted") },
  refused: { both: all("refused", REFUSED) },
  unavailable: { both: all("unavailable", UNAVAILABLE) },
  declined: { both: all("declined", DECLINED) },
  other_outcome: { 2019: totals("t3", "other"), 2021: all("other", OTHER) },
  ...grounds("refused", "refused", ...REFUSED),
  ...grounds("unavailable", "unavailable", ...UNAVAILABLE),
  ...grounds("declined", "declined", ...DECLINED),
  ...Object.fromEntries(OTHER.map((id) => [`other_outcome_${id}`, { 2021: totals("t3", `other.${id}`) }])),
  carried_out: { both: totals("t3", "carried_out") },
  reviews: { both: totals("t4", "review") },
  lawsuits: { both: lawsuits("total") },
  ...Object.fromEntries(["upheld", "corrected", "other", "pending"].flatMap((column) => [
    [`reviews_${column}`, { both: sum("t4", "review", column) }],
    [`lawsuits_${column}`, { both: lawsuits(column) }],
  ])),
};

/** Shares: these parts out of these. */
const SHARES = {
  granted_share: [["granted", "partly_granted"], ["settled"]],
  reviews_corrected_share: [["reviews_corrected"], ["reviews_upheld", "reviews_corrected", "reviews_other"]],
  lawsuits_corrected_share: [["lawsuits_corrected"], ["lawsuits_upheld", "lawsuits_corrected", "lawsuits_other"]],
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

/** A share as a page must show it: counts below five and years that contradict themselves get no percentage. */
function share(report, measure) {
  const [part, whole] = SHARES[measure].map((ids) => ids.map((id) => published(report, id)).reduce((sum, value) => sum + value, 0));
  const contradicts = measure === "granted_share" && report.year === 2020;
  return part < 5 || contradicts ? `${part}/${whole}` : `${(Math.round((part * 1000) / whole) / 10).toFixed(1)}%`;
}

const tableNumbers = (scope) =>
  scope.locator("td[data-measure]").evaluateAll((cells) =>
    cells.map((cell) => ({
      measure: cell.dataset.measure,
      year: Number(cell.dataset.year),
      county: cell.dataset.county ?? null,
      value: cell.dataset.value ?? null,
      read: (cell.querySelector("a") ?? cell).textContent.replaceAll("\u2009", ""),
      href: cell.querySelector("a")?.getAttribute("href") ?? null,
    })),
  );

const card = (page, id) => page.locator(`article#${id}`);

test("every number of every chart is the sum of the published cells it is made of", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const shown = await tableNumbers(main(page));
    const seen = new Map();
    for (const { measure, year, value, read, href } of shown) {
      const place = `${measure} ${year}`;
      const report = PINGTAN.reports.find((report) => report.year === year);
      assert.ok(measure in MEASURES || measure in SHARES, `${measure} has no definition in this test`);
      const expected = measure in SHARES ? share(report, measure) : published(report, measure);
      if (expected !== undefined) {
        assert.equal(value, expected === null ? null : String(expected), place);
        seen.set(measure, (seen.get(measure) ?? 0) + 1);
      }
      if (value === null) {
        assert.match(read, /^(未公布|未填|无此栏)$/, place);
        assert.equal(href, null, place);
      } else {
        assert.equal(read, value, place);
        assert.match(href, new RegExp(`^/reports/${year}#t[234]\\.[a-z_.]+\\.[a-z0-9_]+$`), place);
      }
    }
    const drawn = Object.keys(MEASURES).filter((measure) => PINGTAN.reports.some((report) => published(report, measure) != null));
    for (const measure of drawn) assert.ok((seen.get(measure) ?? 0) >= PINGTAN.reports.length, `${measure} has all seven years`);
  }));

/** Numbers as plain digits. */
const plain = (text) => text.replace(/[\u2009\u202f※\s]/g, "");

test("drawing, table, file, picture, sentence and printed page of every chart show the same numbers", () =>
  visit(PINGTAN, "statistics", LAPTOP, async (page) => {
    const charts = await page.getByRole("article").evaluateAll((articles) =>
      articles.map((article) => ({
        id: article.id,
        drawn: [...article.querySelectorAll("svg text")].map((text) => text.textContent),
        listed: [...article.querySelectorAll("td[data-measure]")].map((cell) => [cell.dataset.measure, cell.dataset.year, cell.dataset.value ?? ""]),
        missing: [...article.querySelectorAll("td[data-measure]:not([data-value])")].map((cell) => cell.textContent),
        summary: article.querySelector(".gk-chart__summary").textContent,
        years: [...article.querySelectorAll("tbody th")].map((cell) => cell.textContent),
      })),
    );
    assert.ok(charts.length > 20);
    const file = (path) => page.evaluate(async (path) => (await fetch(path)).text(), path);
    await page.emulateMedia({ media: "print" });
    const printed = new Map(await page.getByRole("article").evaluateAll((articles) => articles.map((article) => [article.id, article.innerText])));
    await forEach(charts, ({ id }) => id, async ({ id, drawn, listed, missing, summary, years }) => {
      const csv = (await file(`/downloads/statistics/${id}.csv`)).replace("\ufeff", "").trim().split("\r\n").slice(1).map((line) => line.split(","));
      const rows = csv.map((row) => [row.at(-1), row[1], row[3] === "" ? (row[5].includes("/") ? row[5] : "") : row[3] + (row[4] === "%" ? "%" : "")]);
      const key = (row) => row.join(" ");
      assert.deepEqual(listed.map(key).toSorted(), rows.map(key).toSorted(), "table and CSV");
      const svg = await file(`/downloads/statistics/${id}.svg`);
      const inPicture = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
      for (const words of drawn) assert.ok(inPicture.includes(words), `${words} is drawn, but not in the picture`);
      const numbers = new Set(listed.map(([, , value]) => value));
      // What is drawn is a number of the table, a year, a tick, a form, why there is none, or a part's name with its number.
      const known = (words) => numbers.has(plain(words)) || years.includes(words) || missing.includes(words) || /^[\d.\u2009]+[万亿]?$|^[↑↓]/.test(words);
      const names = drawn.filter((words) => !known(words) && !/※相加/.test(words));
      for (const words of names) {
        const number = words.split(" ").at(-1);
        assert.ok(/^[\p{L}]+$/u.test(words) || numbers.has(plain(number)), `“${words}” is drawn, but in no table`);
      }
      const newest = plain(summary).match(/^\d{4}年(未填|未公布|无此栏)?/);
      assert.ok(newest, summary);
      for (const [, , value] of listed.filter(([, year, value]) => value && year === years.at(-1))) {
        assert.ok(plain(printed.get(id)).includes(value), `${value} is not printed`);
      }
    });
  }));

test("the year that contradicts itself is marked in drawing and table, and the number stays as published", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const settled = card(page, "settled");
    const cell = settled.locator('td[data-measure="settled"][data-year="2020"]');
    assert.equal(await cell.getAttribute("data-value"), "21");
    await untilShown(cell, /※/);
    await settled.getByText("21 ※相加27").waitFor();
    await settled.getByText(/※2020年：该年原文合计与各项之和不一致/).waitFor();
  }));

test("one group of numbers can be chosen, sent as an address, and left again with the back button", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const groups = page.getByRole("navigation", { name: "看哪一组" });
    await groups.getByRole("link", { name: "复议和诉讼" }).click();
    await untilAddress(page, "the choice", (url) => url.searchParams.get("m") === "disputes");
    await card(page, "received").waitFor({ state: "hidden" });
    await card(page, "lawsuits").waitFor();
    assert.equal(await groups.getByRole("link", { name: "复议和诉讼" }).getAttribute("aria-current"), "true");
    await page.reload();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await card(page, "lawsuits").waitFor();
    assert.ok(await card(page, "received").isHidden(), "the choice survives a reload");
    await page.goBack();
    await card(page, "received").waitFor();
    assert.equal(await groups.getByRole("link", { name: "全部" }).getAttribute("aria-current"), "true");
  }));

test("a number leads to the cell of the report that prints it, with scripts off and from its proof", async () => {
  const followed = async (page, link) => {
    await link.click();
    await heading(page, "2024年政府信息公开年报").waitFor();
    const cell = page.locator('td[data-cell="t3.received.total"]');
    assert.equal(await cell.getAttribute("data-value"), "218");
    await until(page, "the cell is in view", () => {
      const { top, bottom } = document.getElementById("t3.received.total").getBoundingClientRect();
      return top < innerHeight && bottom > 0;
    });
  };
  const number = (page) => card(page, "received").locator('td[data-measure="received"][data-year="2024"]').getByRole("link");
  await visit(PINGTAN, "statistics", { js: false, expect: { failed: [/\.js: csp/] } }, (page) => followed(page, number(page)));
  await visit(PINGTAN, "statistics", {}, async (page) => {
    await number(page).click();
    await followed(page, page.getByRole("dialog").getByRole("link", { name: /一、本年新收政府信息公开申请数量/ }));
  });
});

test("a county without tables shows the figures of its text, each with its proof, and says what was not published", () =>
  visit(SHULE, "statistics", {}, async (page) => {
    const shown = await tableNumbers(main(page));
    const measured = new Map(shown.filter(({ value }) => value).map(({ measure, value }) => [measure, value]));
    for (const { id, value, unit } of SHULE.reports[0].figures) {
      const expected = `${value}${unit === "%" ? "%" : ""}`;
      if (measured.has(id)) assert.equal(measured.get(id), expected, id);
    }
    for (const id of ["disclosed", "disclosed_on_website", "requests_handled", "on_time_rate", "satisfaction_rate", "daily_visits"]) assert.ok(measured.has(id), id);
    const others = SHULE.reports[0].figures.filter(({ id }) => !measured.has(id));
    assert.deepEqual(await figures(main(page)), others.map(asShown));
    await page.getByText(/2019年的年报没有国家统一格式的表格/).waitFor();
    await card(page, "disclosed").locator('td[data-measure="disclosed"]').getByRole("link").click();
    const proof = page.getByRole("dialog", { name: /2019年主动公开的信息 8.635条/ });
    await proof.getByRole("link", { name: "第一部分" }).click();
    await heading(page, "2019年政府信息公开年报").waitFor();
  }));

test("two counties stand beside each other, each with its own years, numbers and proofs, and the address keeps them", () =>
  visit(COMPARE, "statistics", {}, async (page) => {
    const both = page.getByRole("button", { name: "和疏勒县比较" });
    // Without a county of its own, the site shows the first that it lists.
    await main(page).getByRole("heading", { name: "平潭综合实验区：最近一年" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /比较$/ }).count(), 1, "the one that is shown is not offered");
    await both.click();
    await untilAddress(page, "both counties", (url) => url.searchParams.getAll("with").join() === "shule");
    await main(page).getByRole("heading", { name: "平潭综合实验区：最近一年" }).waitFor();
    await card(page, "disclosed").locator('td[data-county="shule"]').first().waitFor();
    const shown = await tableNumbers(main(page));
    for (const { measure, year, county, value, read } of shown) {
      const { reports } = county === "shule" ? SHULE : PINGTAN;
      const report = reports.find((report) => report.year === year);
      if (!report) assert.equal(read, "未收录", `${county} ${measure} ${year}`);
      else if (measure in MEASURES && report.tables && published(report, measure) !== undefined) {
        const expected = published(report, measure);
        assert.equal(value, expected === null ? null : String(expected), `${county} ${measure} ${year}`);
      }
    }
    await card(page, "disclosed").locator('td[data-county="shule"][data-year="2019"]').getByRole("link").click();
    await page.getByRole("dialog", { name: /疏勒县2019年主动公开的信息 8.635条/ }).waitFor();
    await page.reload();
    await page.getByRole("dialog", { name: /疏勒县2019年主动公开的信息/ }).waitFor();
  }));
