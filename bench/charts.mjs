// Our charts beside ECharts and Chart.js, which draw the same figures: bytes, time to the first drawing, time of a
// change, what axe finds, and what a keyboard reaches. Then our page with thirty years of every measure.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";
import { inLab, printLoad, printTable, quantile, withPage } from "./lab.mjs";
import { interactions, rowsOf } from "./interactions.mjs";
import { bytesOf, untilSettled, watchTransfers } from "./visit.mjs";

const RUNS = 5;
const CHANGES = 12;
const { GONGKAI_WITH, GONGKAI_WITHOUT } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SITES = [
  ["ours", "pingtan", "/statistics"],
  ["ECharts", "charts-echarts", "/"],
  ["Chart.js", "charts-chartjs", "/"],
];

const kB = (bytes) => (bytes / 1000).toFixed(1);
const ms = (time) => time.toFixed(1);
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** A module without the names of its functions, as the publisher writes it. */
function withoutNames(module) {
  const parts = [module.subarray(0, 8)];
  let at = 8;
  const number = () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = module[at];
      at += 1;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      shift += 7;
    }
  };
  while (at < module.length) {
    const start = at;
    const id = module[at];
    at += 1;
    const end = number() + at;
    const isNames = id === 0 && module.subarray(at, at + 5).toString() === "\u0004name";
    if (!isNames) parts.push(module.subarray(start, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** In the page: notes when the first drawing has been painted. */
function noteFirstDrawing() {
  const look = () => {
    const isThere = document.querySelector("svg[role=img] text") || globalThis.firstDrawn !== undefined;
    if (!isThere) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (globalThis.firstShown = performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  requestAnimationFrame(look);
}

const firstVisit = (browser, address) =>
  withPage(browser, { cpu: 4, slow4g: true }, async (page) => {
    const files = await watchTransfers(page);
    await page.addInitScript(noteFirstDrawing);
    await page.goto(address);
    await untilSettled(page);
    const { shown, charts } = await page.evaluate(() => ({ shown: globalThis.firstShown, charts: document.querySelectorAll("svg[role=img], canvas").length }));
    return { shown, charts, code: bytesOf(files, "js", "wasm"), all: bytesOf(files) };
  });

/** In the page: another first year; milliseconds until the work is done and laid out, and until every chart shows it. */
async function changeYears(year) {
  const select = document.querySelector(".gk-choose select");
  const charts = () => [...document.querySelectorAll("article:not([hidden]) svg[role=img]")];
  const frame = () => new Promise((shown) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = shown;
    channel.port2.postMessage(null);
  }));
  await frame();
  const start = performance.now();
  if (select) {
    select.value = year;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    // Effects run before the next task.
    await Promise.resolve().then(() => Promise.resolve());
  } else {
    globalThis.showFrom(Number(year || 0));
  }
  void document.body.offsetHeight;
  const work = performance.now() - start;
  await frame();
  const isFollowing = () => charts().every((svg) => [...svg.querySelectorAll("text")].some(({ textContent }) => textContent.trim() === "2020") === (year === ""));
  while (select && !isFollowing()) await new Promise((again) => setTimeout(again, 4));
  return { work, all: performance.now() - start };
}

const changes = (browser, address) =>
  withPage(browser, { cpu: 6 }, async (page) => {
    await page.goto(address);
    await untilSettled(page);
    await page.waitForTimeout(1500);
    // What has a chart in view is what a visitor of charts looks at.
    await page.evaluate(() => document.querySelectorAll("svg[role=img], canvas")[4].scrollIntoView());
    const times = [];
    for (let at = 0; at < CHANGES; at += 1) times.push(await page.evaluate(changeYears, at % 2 ? "" : "2021"));
    return times;
  });

/** What axe finds, and how many numbers a keyboard reaches and has read out. */
const access = (browser, address) =>
  withPage(browser, {}, async (page) => {
    await page.goto(address);
    await untilSettled(page);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id} (${nodes.length})`));
    const read = await page.evaluate(async () => {
      const said = new Set();
      const voice = () => document.querySelector('main [role="status"], main [aria-live]')?.textContent ?? "";
      const press = async (box, key) => {
        box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        // It is said a frame after it is framed.
        await new Promise((done) => setTimeout(done, 20));
        if (voice()) said.add(`${box.getAttribute("aria-label")} ${voice()}`);
      };
      const boxes = document.querySelectorAll("[role=application], .chart [tabindex], .chart canvas[tabindex]");
      for (const box of boxes) {
        box.focus();
        for (let line = 0; line < 10; line += 1) {
          await press(box, "Home");
          for (let year = 0; year < 7; year += 1) await press(box, "ArrowDown");
          await press(box, "ArrowRight");
        }
      }
      return { boxes: boxes.length, numbers: said.size };
    });
    return { violations, read };
  });

await inLab(async ({ browser, serve }) => {
  const [whole, without] = [GONGKAI_WITH, GONGKAI_WITHOUT].map((file) => brotli(withoutNames(readFileSync(file))));
  console.log(`The program of the page: ${kB(whole)} kB brotli; built without its drawings: ${kB(without)}. The charts are ${kB(whole - without)} kB.`);
  printLoad();
  const rows = [["", ...SITES.map(([name]) => name)]];
  const visits = [];
  const times = [];
  const found = [];
  for (const [, site, path] of SITES) {
    const address = (await serve(site)) + path;
    visits.push([]);
    times.push([]);
    for (let run = 0; run < RUNS; run += 1) visits.at(-1).push(await firstVisit(browser, address));
    for (let run = 0; run < 2; run += 1) times.at(-1).push(...(await changes(browser, address)));
    found.push(await access(browser, address));
  }
  const row = (name, of) => rows.push([name, ...SITES.map((_, at) => of(at))]);
  const median = (at, part) => quantile(visits[at].map((visit) => visit[part]), 0.5);
  row("charts on the page", (at) => String(visits[at][0].charts));
  row("chart code, kB brotli", (at) => (at === 0 ? kB(whole - without) : kB(median(at, "code"))));
  row("all code of the page", (at) => kB(median(at, "code")));
  row("everything transferred", (at) => kB(median(at, "all")));
  row("first drawing shown, ms, slow 4G, CPU / 4", (at) => ms(median(at, "shown")));
  row("other years: work until laid out, ms, p50, CPU / 6", (at) => ms(quantile(times[at].map(({ work }) => work), 0.5)));
  row("the same, p95", (at) => ms(quantile(times[at].map(({ work }) => work), 0.95)));
  row("other years: every chart shows them, ms, p50", (at) => ms(quantile(times[at].map(({ all }) => all), 0.5)));
  row("axe: violations", (at) => String(found[at].violations.length));
  row("charts that the keyboard enters", (at) => String(found[at].read.boxes));
  row("numbers read out by keyboard", (at) => String(found[at].read.numbers));
  console.log(`\nThe same figures of pingtan, seven years; median of ${RUNS} first visits, ${2 * CHANGES} changes.`);
  printTable(rows);
  SITES.forEach(([name], at) => found[at].violations.length && console.log(`  axe, ${name}: ${found[at].violations.join(", ")}`));
  printLoad();
  for (const cpu of [1, 6]) {
    const { measured, nodes, charts } = await interactions(browser, `${await serve("thirty-years")}/statistics`, cpu);
    console.log(`\nThirty years of every measure: ${charts} charts, ${nodes} elements; CPU / ${cpu}; script, style and layout, ms: at once, the longest piece that follows, until all in view has followed.`);
    printTable(rowsOf(measured, ms));
    printLoad();
  }
});
