// What the page with thirty years of every measure does when a visitor does something: how long the browser stands
// still at once, and when all that is in view has followed.

import { quantile, withPage } from "./lab.mjs";
import { untilSettled } from "./visit.mjs";

const TIMES = 24;

/** A step of the cursor in a chart. */
const key = (id, name) => ({ find: `document.querySelector("#${id} [role=application]")`, act: `dispatchEvent(new KeyboardEvent("keydown", { key: ${name}, bubbles: true, cancelable: true }))` });
const press = (words) => ({ find: `[...document.querySelectorAll(".gk-choose button")].find(({ textContent }) => textContent === "${words}")`, act: "click()" });
const years = { find: `Object.assign(document.querySelector(".gk-choose select"), { value: at % 2 ? "" : "2030" })`, act: `dispatchEvent(new Event("change", { bubbles: true }))` };

/** What is done, and the chart that is in view. */
const INTERACTIONS = [
  ["the cursor moves, a line of 30 years", "licences", key("licences", `at % 2 ? "ArrowLeft" : "ArrowRight"`)],
  ["the cursor moves, 30 years of 6 parts", "settled", key("settled", `at % 3 ? "ArrowUp" : "ArrowRight"`)],
  ["a proof opens", "settled", { find: `document.querySelectorAll("#settled td a")[at]`, act: "click()" }],
  ["other years, at a line", "licences", years],
  ["other years, at 30 years of 6 parts", "settled", years],
  ["shares, at 30 years of 6 parts", "settled", press("按占比看")],
  ["tables only", "settled", press("只看表")],
  ["another group", "licences", { find: `document.querySelectorAll(".gk-choice a")[at % 2 ? 0 : 3]`, act: "click()" }],
];

/** Before anything else runs in the page: every piece of later work is measured, with the effects and the layout of it. */
function watchPieces() {
  const later = globalThis.setTimeout.bind(globalThis);
  const watched = { later, pieces: [] };
  /** Runs the work and everything that it leaves to promises, then lays out; the milliseconds of it. */
  watched.measure = async (act) => {
    const start = performance.now();
    act();
    for (let step = 0; step < 24; step += 1) await null;
    void document.body?.offsetHeight;
    return performance.now() - start;
  };
  const watch = (act) => async (...given) => watched.pieces.push(await watched.measure(() => act(...given)));
  globalThis.setTimeout = (act, ...rest) => later(watch(act), ...rest);
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (act) => frame(watch(act));
  globalThis.watched = watched;
}

/** In the page: does it once; milliseconds of what was done at once, of the longest piece after it, until all in view follows. */
async function interact(find, act) {
  const { watched } = globalThis;
  const element = find();
  watched.pieces = [];
  // Where each change was is looked up afterwards: asking at once would be measured with the work.
  const changes = [];
  const observer = new MutationObserver((records) => changes.push([performance.now(), new Set(records.map(({ target }) => target))]));
  observer.observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true, characterData: true });
  const start = performance.now();
  const once = await watched.measure(() => act(element));
  for (let quiet = 0; quiet < 6;) {
    const known = watched.pieces.length;
    await new Promise((again) => watched.later(again, 25));
    quiet = watched.pieces.length === known ? quiet + 1 : 0;
  }
  observer.disconnect();
  const isInView = (node) => {
    const area = (node.nodeType === 1 ? node : node.parentElement)?.getBoundingClientRect();
    return area && area.height > 0 && area.bottom > 0 && area.top < innerHeight;
  };
  const seen = changes.filter(([, nodes]) => [...nodes].some(isInView)).map(([time]) => time - start);
  return { once, piece: Math.max(0, ...watched.pieces), follows: Math.max(once, ...seen) };
}

/** Every interaction with its times, and how large the page is. */
export const interactions = (browser, address, cpu) =>
  withPage(browser, { cpu }, async (page) => {
    await page.addInitScript(watchPieces);
    const measured = [];
    for (const [name, id, { find, act }] of INTERACTIONS) {
      await page.goto(address);
      await untilSettled(page);
      await page.waitForTimeout(2000);
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), id);
      await page.waitForTimeout(500);
      const times = [];
      for (let at = 0; at < TIMES; at += 1) times.push(await page.evaluate(`(${interact})(() => { const at = ${at}; return ${find}; }, (element) => { const at = ${at}; element.${act}; })`));
      measured.push([name, times]);
    }
    const { nodes, charts } = await page.evaluate(() => ({ nodes: document.querySelectorAll("*").length, charts: document.querySelectorAll("article").length }));
    return { measured, nodes, charts };
  });

/** The table of it: milliseconds at once, of the longest piece that follows, until all in view follows. */
export function rowsOf(measured, ms) {
  const part = (times, name, ...shares) => shares.map((share) => ms(quantile(times.map((time) => time[name]), share)));
  const row = (name, times) => [name, ...part(times, "once", 0.5, 0.95, 1), ...part(times, "piece", 0.5, 0.95), ...part(times, "follows", 0.5, 0.95)];
  const head = ["", "p50", "p95", "worst", "piece p50", "p95", "in view p50", "p95"];
  return [head, ...measured.map(([name, times]) => row(name, times)), row("all of them", measured.flatMap(([, times]) => times))];
}
