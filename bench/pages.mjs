// The part `pages` of the bench: the same pages from our site and from the peer, in turn, in one run.

import { BUDGET, PAGES } from "./budgets.mjs";
import { inLab, printLoad, printTable, quantile, withPage } from "./lab.mjs";
import { bytesOf, shiftOf, untilSettled, vitals, watchTransfers, watchVitals } from "./visit.mjs";

const RUNS = 5;
const SITES = ["", "peer-"];
/** Typed letter by letter, then deleted again: 40 keystrokes. */
const WORDS = ["通知", "公示公告", "应急预案", "土地征收", "行政处罚", "停电"];

const kB = (bytes) => (bytes / 1000).toFixed(1);
const ms = (time) => time.toFixed(0);

/** What is measured of a first visit: its name, its value, how it is shown, its budget. */
const MEASURES = [
  ["HTML + CSS, kB", ({ files }) => bytesOf(files, "html", "css"), kB, BUDGET.document],
  ["script, kB", ({ files }) => bytesOf(files, "js"), kB],
  ["wasm, kB", ({ files }) => bytesOf(files, "wasm"), kB, BUDGET.wasm],
  ["data, kB", ({ files }) => bytesOf(files, "data"), kB],
  ["everything, kB", ({ files }) => bytesOf(files), kB, BUDGET.total],
  ["LCP, ms", ({ lcp }) => lcp, ms, BUDGET.lcp],
  ["app ready, ms", ({ ready }) => ready, ms, BUDGET.ready],
  ["layout shift", (visit) => shiftOf(visit), (shift) => shift.toFixed(3), BUDGET.shift],
];

const firstVisit = (browser, address) =>
  withPage(browser, { cpu: 4, slow4g: true }, async (page) => {
    const files = await watchTransfers(page);
    await watchVitals(page);
    await page.goto(address);
    await untilSettled(page);
    return { files, ...(await vitals(page)) };
  });

/** For each keystroke in the field, milliseconds until the next frame and until the last change it made was shown. */
const typing = (browser, address) =>
  withPage(browser, { cpu: 6 }, async (page, wire) => {
    await watchVitals(page);
    await page.addInitScript(noteAnswers);
    await page.goto(address);
    await untilSettled(page);
    await page.getByRole("main").getByRole("searchbox").focus();
    const press = async (key) => {
      await wire.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
      await wire.send("Input.dispatchKeyEvent", { type: "keyUp", ...key, text: undefined });
      await page.waitForTimeout(200);
    };
    for (const word of WORDS) {
      for (const letter of word) await press({ key: letter, text: letter });
      for (const _ of word) await press({ key: "Backspace", code: "Backspace", windowsVirtualKeyCode: 8 });
    }
    const { events } = await vitals(page);
    const frames = new Map();
    for (const { interactionId, duration } of events) {
      if (interactionId) frames.set(interactionId, Math.max(frames.get(interactionId) ?? 0, duration));
    }
    return { frames: [...frames.values()], answers: await page.evaluate(() => globalThis.gongkaiAnswers) };
  });

/** In the page: from each key to the frame with the last change before the next key. */
function noteAnswers() {
  const answers = [];
  globalThis.gongkaiAnswers = answers;
  let pressed = null;
  addEventListener("keydown", (event) => {
    pressed = { at: event.timeStamp, index: answers.push(0) - 1 };
  }, true);
  new MutationObserver(() => {
    if (pressed === null) return;
    const { at, index } = pressed;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (answers[index] = performance.now() - at);
      channel.port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** A page of both sites, visited in turn so that a busy moment of the machine meets both. */
async function bothSites(act) {
  const results = SITES.map(() => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, site] of SITES.entries()) results[at].push(await act(site));
  }
  return results;
}

function verdict(value, budget) {
  if (budget === undefined) return "";
  return value <= budget ? " ✓" : " ✗";
}

function printVisits(title, visits, hasBudget) {
  console.log(`\n${title}`);
  const rows = [["", "budget", "ours", "worst", "peer", "worst"]];
  for (const [name, value, show, limit] of MEASURES) {
    const budget = hasBudget ? limit : undefined;
    const cells = visits.flatMap((runs) => {
      const values = runs.map(value);
      return [0.5, 1].map((share) => quantile(values, share)).map((number) => show(number) + verdict(number, budget));
    });
    rows.push([name, budget === undefined ? "" : show(budget), ...cells]);
  }
  printTable(rows);
}

function printTyping(title, runs) {
  console.log(`\n${title}`);
  const rows = [["", "budget", "ours", "peer"]];
  const row = (name, part, share, budget) => {
    const cells = runs.map((typed) => quantile(typed.flatMap((run) => run[part]), share));
    rows.push([name, budget === undefined ? "" : ms(budget), ...cells.map((number) => ms(number) + verdict(number, budget))]);
  };
  for (const [part, name, budget] of [["frames", "to the next frame", BUDGET.input], ["answers", "to the last result shown"]]) {
    row(`${name}, p50, ms`, part, 0.5);
    row(`${name}, p95, ms`, part, 0.95, budget);
    row(`${name}, worst, ms`, part, 1);
  }
  printTable(rows);
}

await inLab(async ({ browser, serve }) => {
  const address = {};
  for (const county of ["shule", "pingtan"]) {
    for (const site of SITES) address[site + county] = await serve(site + county);
  }
  console.log(`First visits: slow 4G (1.6 Mbit/s, 150 ms), CPU / 4, median and worst of ${RUNS}; bytes are brotli bodies.`);
  console.log("Peer: React + ECharts + MiniSearch, bench/peer.");
  printLoad();
  const visits = [...PAGES.map((path) => ["shule", path]), ["pingtan", "/policies"], ["pingtan", "/statistics"]];
  for (const [county, path] of visits) {
    const runs = await bothSites((site) => firstVisit(browser, address[site + county] + path));
    printVisits(`${path} of ${county}`, runs, county === "shule");
  }
  const typed = await bothSites((site) => typing(browser, `${address[`${site}pingtan`]}/policies`));
  printTyping("Typing into the search field of /policies of pingtan (1,109 entries), CPU / 6, a key every 200 ms", typed);
  printLoad();
});
