// What a visitor meets, in the visitor's words: the counties' data as the files give them, the
// addresses of the portal, and the parts of its pages by role and label.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { axe, finish, openPage } from "./harness.mjs";

const ROOT = new URL("../../", import.meta.url);

/** A phone, and a laptop. */
export const PHONE = { width: 360, height: 640 };
export const LAPTOP = { width: 1280, height: 800 };

const readJson = (path) => JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));

function county(folder, name) {
  const files = readdirSync(new URL(folder, ROOT));
  const optional = (file) => (files.includes(file) ? readJson(folder + file) : null);
  const years = readdirSync(new URL(`${folder}reports/`, ROOT)).map((file) => Number(file.slice(0, 4)));
  const newestFirst = years.sort((a, b) => b - a);
  return {
    name,
    site: readJson(`${folder}site.json`),
    reports: newestFirst.map((year) => readJson(`${folder}reports/${year}.json`)),
    policies: optional("policies.json")?.policies ?? [],
    entries: optional("catalogue.json")?.entries ?? [],
    channels: optional("channels.json")?.channels ?? [],
    guide: optional("guide.json"),
    rules: optional("rules.json"),
  };
}

/** What the files say: the truth that pages are compared with. */
export const SHULE = county("data/", "shule");
export const PINGTAN = county("examples/pingtan/", "pingtan");
/** A site that shows the two beside each other and has no reports of its own. */
export const COMPARE = { name: "compare" };
/** A site whose every text is an attack. */
export const HOSTILE = { name: "hostile" };

/** The eight columns in the order of the navigation. */
export const COLUMNS = [
  ["policies", "政策"],
  ["guide", "政府信息公开指南"],
  ["rules", "政府信息公开制度"],
  ["catalogue", "依法主动公开目录"],
  ["reports", "政府信息公开年报"],
  ["apply", "依申请公开"],
  ["statistics", "数据"],
  ["channels", "互动渠道"],
];

/**
 * Every page of a county: its address below the base, its heading, and words that must be on it.
 * Of the many policies and entries, the first of each.
 */
export function routes({ site, reports, policies, entries, channels, guide, rules }) {
  const unsupplied = "本站还没有这个栏目的资料。";
  const office = site.office ? [site.office.phone] : [];
  const page = (path, heading, ...words) => ({ path, heading, title: path === "" ? site.title : `${heading} - ${site.title}`, words });
  const newest = reports[0].year;
  const all = [
    page("", site.title, `${newest}年这样公开`, ...COLUMNS.map(([, name]) => name), ...office),
    page("policies", "政策", `共${policies.length}条`),
    page("guide", "政府信息公开指南", ...(guide ? [...guide.sections.map(({ heading }) => heading), ...office] : [unsupplied])),
    page("rules", "政府信息公开制度", ...(rules ? rules.sections.map(({ heading }) => heading) : [unsupplied])),
    page("catalogue", "依法主动公开目录", entries.length ? `共${entries.length}条` : unsupplied),
    page("reports", "政府信息公开年报", ...reports.map(({ year }) => `${year}年政府信息公开年报`)),
    ...reports.map((report) => page(`reports/${report.year}`, `${report.year}年政府信息公开年报`, report.title, ...report.sections.map(({ heading }) => heading))),
    page("apply", "依申请公开", ...(guide ? [...guide.apply.map(({ heading }) => heading), ...office] : [unsupplied])),
    page("statistics", "数据", `${newest}年`),
    page("channels", "互动渠道", channels.length ? `共${channels.length}个渠道` : unsupplied),
    page("search", "检索", "输入一个词就开始查"),
    page("no-such-page", "没有这个页面", "地址可能写错了", ...COLUMNS.map(([, name]) => name)),
  ];
  if (policies.length) all.push(page(`policies/${policies[0].id}`, policies[0].title, "没有列出的项目"));
  if (entries.length) all.push(page(`catalogue/${entries[0].id}`, entries[0].title, entries[0].content));
  return all;
}

export const isNotFound = ({ path }) => path === "no-such-page";

/** What a visit to an address without a page expects. */
export const notFound = { expect: { status: [404], console: [/404/] } };

/** What a visit expects that meets broken files. */
export const brokenFiles = { expect: { console: [/Failed to load resource/], status: [404, 503], failed: [/\/data\//] } };

/** Checks one thing after the other, and names all that fail. */
export async function forEach(things, name, check) {
  const failures = [];
  for (const thing of things) {
    try {
      await check(thing);
    } catch (error) {
      failures.push(`${name(thing)}: ${error.message}`);
    }
  }
  assert.ok(failures.length === 0, `${failures.length} of ${things.length} fail:\n\n${failures.join("\n\n")}`);
}

/** The app's page is, letter for letter, the page that the publisher wrote. */
export async function assertSameAsWritten(page) {
  const { written, built } = await page.evaluate(async () => {
    const html = await (await fetch(location.href)).text();
    const written = new DOMParser().parseFromString(html, "text/html").querySelector("#app").innerHTML;
    return { written, built: document.querySelector("#app").innerHTML };
  });
  if (written === built) return;
  let at = 0;
  while (written[at] === built[at]) at += 1;
  assert.fail(`from character ${at}\n  written: …${written.slice(at - 60, at + 120)}…\n  built:   …${built.slice(at - 60, at + 120)}…`);
}

/** A visit: opens the page, does what the visitor does, then asserts that the visit was a clean one. */
export async function visit(county, path, options, act) {
  const { expect, ...opening } = options;
  const page = await openPage({ site: county.name, path, ...PHONE, ...opening });
  try {
    const result = await act(page);
    await finish(page, expect);
    return result;
  } finally {
    await page.context().close();
  }
}

/** The violations of a page as sentences, none when there are none; of all rules, or of these. */
export async function violations(page, rules) {
  const found = await axe(page, rules);
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(({ html }) => html.slice(0, 200)).slice(0, 3).join("\n    ")}`);
}

/** Waits until `holds`, which runs in the page, is true. */
export async function until(page, what, holds, argument) {
  assert.notEqual(holds.constructor.name, "AsyncFunction", `${what}: untilPromised waits for what is promised`);
  try {
    await page.waitForFunction(holds, argument, { timeout: 8000 });
  } catch (error) {
    throw new Error(`${what}: waited in vain at ${page.url()} (${error.message.split("\n")[0]})`);
  }
}

/** Waits until what `holds` promises, which runs in the page, is true: `until` would take the promise itself for it. */
export async function untilPromised(page, what, holds, argument) {
  const end = Date.now() + 15_000;
  // While the page is being replaced there is nobody to ask.
  while (!(await page.evaluate(holds, argument).catch(() => false))) {
    assert.ok(Date.now() < end, `${what}: waited in vain at ${page.url()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until an element's text as it is drawn fits: of a chart out of view the browser draws none. */
export async function untilShown(element, pattern) {
  await element.scrollIntoViewIfNeeded();
  await until(element.page(), `${pattern} is shown`, ([element, pattern]) => pattern.test(element.innerText), [await element.elementHandle(), pattern]);
}

/** Waits until the address is the page `path` with this query. */
export async function untilAddress(page, what, holds) {
  try {
    await page.waitForURL((url) => holds(url), { timeout: 8000, waitUntil: "commit" });
  } catch {
    throw new Error(`${what}: the address stays ${decodeURIComponent(page.url())}`);
  }
}

/** The page's heading as it is read out, once it is there. */
export const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
export const main = (page) => page.getByRole("main");
export const navigation = (page) => page.getByRole("navigation", { name: "栏目", exact: true });
export const column = (page, name) => navigation(page).getByRole("link", { name, exact: true });
/** The search field: of a list, or the box that offers titles. */
export const searchField = (page) => page.getByRole("searchbox").or(page.getByRole("search").getByRole("combobox"));

/** Follows a column's link and waits for its heading. */
export async function openColumn(page, name) {
  await column(page, name).click();
  await heading(page, name).waitFor();
}

/** A searchable catalogue. */
export class Finder {
  constructor(page) {
    this.page = page;
    this.field = searchField(page);
    this.clearField = page.getByRole("button", { name: "清空" });
    this.clearFilters = page.getByRole("button", { name: "清除筛选" });
    this.order = page.getByRole("combobox", { name: "排序" });
    this.results = page.locator("ol > li").filter({ has: page.getByRole("link") }).and(page.locator("main .gk-results > li"));
    this.titles = this.results.getByRole("link");
    this.tags = page.getByRole("button", { name: /^移除筛选/ });
  }

  /** The number that the page says aloud. */
  async count() {
    const words = await this.page.getByRole("status").filter({ hasText: /^共\d+/ }).innerText();
    return Number(words.match(/\d+/)[0]);
  }

  async untilCount(n) {
    const status = this.page.getByRole("status").filter({ hasText: new RegExp(`^共${n}(条|个渠道)$`) });
    try {
      await status.waitFor({ timeout: 8000 });
    } catch {
      assert.equal(await this.count(), n, `the number of results at ${decodeURIComponent(this.page.url())}`);
    }
  }

  async openFilters() {
    const summary = this.page.locator("summary").filter({ hasText: /^筛选/ });
    if (!(await summary.evaluate((element) => element.parentElement.open))) await summary.click();
    for (const more of await this.page.locator("summary").filter({ hasText: /^其余\d+项$/ }).all()) {
      if (!(await more.evaluate((element) => element.parentElement.open))) await more.click();
    }
  }

  group(name) {
    return this.page.getByRole("group", { name, exact: true });
  }

  /** The values of a filter with the counts beside them. */
  async values(group) {
    const boxes = await this.group(group).locator("label").allInnerTexts();
    return new Map(boxes.map((text) => [text.split("\n")[0].trim(), Number(text.split("\n").pop())]));
  }

  box(group, value) {
    const name = new RegExp(`^${value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*\\d+$`);
    return this.group(group).getByRole("checkbox", { name });
  }
}

/** How often each value occurs, most frequent or not. */
export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Both maps hold the same, in any order. */
export function assertSameCounts(shown, expected, message) {
  const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(sorted(shown), sorted(expected), message);
}

/** The figures on a page: id, number as data, number as read. */
export async function figures(scope) {
  return scope.locator("[data-figure]").evaluateAll((items) =>
    items.map((item) => ({
      id: item.dataset.figure,
      value: item.querySelector("data").value,
      read: item.querySelector("data").textContent.replaceAll("\u2009", ""),
      unit: item.querySelector("data + *")?.textContent ?? "",
      label: item.querySelector("dt").textContent,
    })),
  );
}

/** A figure of a file as a page must show it. */
export const asShown = ({ id, value, unit, label }) => ({ id, value: String(value), read: String(value), unit, label });

/** The widest thing that sticks out of the window sideways, or null. */
export const sticksOut = () => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return null;
  const outside = [...document.body.querySelectorAll("*")].filter((element) => {
    const clipped = element.parentElement.closest(".gk-form__scroll, .gk-chart__scroll, .gk-visually-hidden");
    return !clipped && element.getBoundingClientRect().right > page.clientWidth + 0.5;
  });
  const culprits = outside.slice(-3).map((element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent.slice(0, 40)}`);
  return `${page.scrollWidth} px wide in a window of ${page.clientWidth}: ${culprits.join(" | ")}`;
};
