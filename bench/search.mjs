// The part `search` of the bench: the same entries and queries through our search and four others, in one run.
//
// Recall is held against a plain scan: every term of the query, after one simple normalisation, is a part of one of the
// fields. Bytes are brotli bodies. Times of searches are taken in Chromium, processor
// slowed 6 times, everything loaded.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { inLab, printLoad, printTable, quantile, withPage } from "./lab.mjs";
import { FIELDS, PEERS } from "./peer/search.mjs";

const { GONGKAI_SITES, GONGKAI_ENTRIES } = process.env;
const ROOT = new URL("../", import.meta.url);
const CPU = 6;

const CORPORA = [
  { name: "1,109 real", site: "pingtan", file: new URL("examples/pingtan/policies.json", ROOT), peers: true },
  { name: "8,635", site: "entries-8635", file: join(GONGKAI_ENTRIES, "8635/policies.json"), peers: true },
  { name: "100,000", site: "entries-100000", file: join(GONGKAI_ENTRIES, "100000/policies.json"), peers: true },
  { name: "1,000,000", site: "entries-1000000", file: join(GONGKAI_ENTRIES, "1000000/policies.json"), peers: false },
];

const kB = (bytes) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
const ms = (time) => (time < 10 ? time.toFixed(1) : time.toFixed(0));
const brotli = (bytes, quality = 11) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;

/** Small random numbers, the same in every run. */
function numbers(state = 7) {
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const plain = (text) => text.normalize("NFKC").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** What people look for: parts of titles of two to six characters, words of the trade, numbers. */
function queriesOf(entries) {
  const below = numbers();
  const part = (length) => {
    const chars = [...plain(entries[below(entries.length)].title)];
    return chars.slice(below(Math.max(1, chars.length - length))).slice(0, length).join("");
  };
  const parts = [2, 2, 2, 3, 3, 4, 6].flatMap((length) => Array.from({ length: 8 }, () => part(length)));
  return [...new Set([...parts, "通知", "公示", "低保", "教育局", "政府信息公开", "的", "不存在的词"])];
}

/** The plain scan: which entries a query means. */
function scan(texts, query) {
  const terms = query.split(/\s+/).map(plain).filter(Boolean);
  return texts.flatMap((fields, place) => (terms.every((term) => fields.some((field) => field.includes(term))) ? [place] : []));
}

/** Year and number of 〔2021〕16号 stay apart: 11 is in neither. */
const searched = (entry) => FIELDS.flatMap((field) => (entry[field] ?? "").split(field === "number" ? "〕" : "\n")).map(plain);

/** Of what should be found, the share that was; and how many were found that should not. */
function judge(truth, found) {
  let [hit, wanted, extra, missed] = [0, 0, 0, 0];
  truth.forEach((expected, at) => {
    const set = new Set(expected);
    const right = found[at].filter((place) => set.has(place)).length;
    hit += right;
    wanted += expected.length;
    extra += found[at].length - right;
    missed += expected.length > 0 && right === 0 ? 1 : 0;
  });
  return { recall: wanted === 0 ? 1 : hit / wanted, extra, missed };
}

const siteFiles = (site) => readdirSync(join(GONGKAI_SITES, site));
const packed = (site, pattern) =>
  siteFiles(site).filter((name) => pattern.test(name)).reduce((sum, name) => sum + statSync(join(GONGKAI_SITES, site, name)).size, 0);

/** Bytes of what the search asks for below `data/`, packed. */
function indexSize(site) {
  const folder = join(GONGKAI_SITES, site, "data");
  const sizes = (path) => readdirSync(join(folder, path), { withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith(".br")).reduce((sum, { name }) => sum + statSync(join(folder, path, name)).size, 0);
  const list = siteFiles(site).includes("data") && readdirSync(folder).includes("policies") ? sizes("policies") : statSync(join(folder, "policies.json.br")).size;
  return list + sizes("search");
}

/** Waits until the page has answered the query, and gives how many it counts. */
async function answered(page, query) {
  await page.waitForFunction((query) => {
    const words = document.querySelector("main [role=status]")?.textContent ?? "";
    return new URLSearchParams(location.search).get("q") === query && /^(共|至少)\d+条$/.test(words) && !document.querySelector("main .gk-skeleton");
  }, query);
  return page.evaluate(() => document.querySelector("main [role=status]").textContent);
}

/**
 * From nothing to the first result: bytes and rounds of requests beyond the page itself, the engine's included where it did
 * not come along with the list; and how long.
 */
const cold = (browser, address, query) =>
  // What comes through a worker is counted unpacked.
  withPage(browser, { cpu: 4, slow4g: true, serviceWorkers: "block" }, async (page) => {
    await page.goto(`${address}/policies`);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => {
      performance.clearResourceTimings();
      const seen = new MutationObserver(() => {
        if (document.querySelector("main mark, main .gk-empty")) globalThis.firstAt ??= performance.now();
      });
      seen.observe(document.querySelector("main"), { subtree: true, childList: true });
      document.querySelector("main [type=search]").addEventListener("focus", () => (globalThis.startedAt = performance.now()));
    });
    await page.getByRole("main").getByRole("searchbox").fill(query);
    await page.waitForFunction(() => globalThis.firstAt);
    const { files, firstAt, startedAt } = await page.evaluate(() => {
      const files = performance.getEntriesByType("resource").filter(({ name }) => /\.(bin|json|js|wasm)$/.test(name));
      return { firstAt: globalThis.firstAt, startedAt: globalThis.startedAt, files: files.map(({ name, startTime, responseEnd, encodedBodySize }) => ({ name, startTime, responseEnd, encodedBodySize })) };
    });
    const before = files.filter(({ responseEnd }) => responseEnd <= firstAt).toSorted((a, b) => a.startTime - b.startTime);
    let [rounds, reach] = [0, -1];
    for (const { startTime, responseEnd } of before) {
      if (startTime > reach) rounds += 1;
      reach = Math.max(reach, responseEnd);
    }
    const hasEngine = before.some(({ name }) => /engine-[^/]*wasm$/.test(name));
    return { bytes: before.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), rounds, hasEngine, time: firstAt - startedAt };
  });

/** How many a list counts in all: so many results are asked for that it looks at every block it may. */
const counted = (browser, address, queries) =>
  withPage(browser, {}, async (page) => {
    const counts = [];
    for (const query of queries) {
      await page.goto(`${address}/policies?q=${encodeURIComponent(query)}&n=100000`);
      // Until then the page counts the whole list, as it was written.
      await page.waitForSelector("html[data-ready]", { state: "attached" });
      counts.push(await answered(page, query));
    }
    return counts;
  });

/**
 * What was asked before the last query: milliseconds of the engine for each keystroke, and from the keystroke until new
 * results are laid out.
 */
const warm = (browser, address, queries, truth) =>
  withPage(browser, { serviceWorkers: "block" }, async (page, wire) => {
    // Its answers are timed where the page asks for them.
    await page.route(/\/search-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      const script = await response.text();
      const timed = "{ const start = performance.now(); const answer = glue.answer(message); globalThis.engineTook += performance.now() - start; return answer; }";
      const body = script.replace("return glue.answer;", `return (message) => ${timed};`);
      if (body === script) throw new Error("the engine is not asked where the bench looks");
      await route.fulfill({ response, body });
    });
    await page.goto(`${address}/policies`);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    const field = page.getByRole("main").getByRole("searchbox");
    const keystrokes = [];
    for (const [at, query] of queries.entries()) {
      // Whoever types comes by the same words again. All queries at once would be more than a page keeps of a large list.
      await wire.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      for (const asked of [query, queries.at(at - 1)]) {
        await field.fill(asked);
        await answered(page, asked);
      }
      await wire.send("Emulation.setCPUThrottlingRate", { rate: CPU });
      // An empty page is an answer only where nothing is to be found.
      const answers = truth[at].length > 0 ? ".gk-results, .gk-results__item" : ".gk-empty";
      keystrokes.push(await page.evaluate(([query, answers]) => new Promise((resolve) => {
        const field = document.querySelector("main [type=search]");
        const results = document.querySelector("main .gk-finder__results");
        globalThis.engineTook = 0;
        const start = performance.now();
        const seen = new MutationObserver((changes) => {
          const isNew = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(answers);
          if (!changes.some(({ addedNodes }) => [...addedNodes].some(isNew))) return;
          seen.disconnect();
          const drawn = performance.now() - start;
          void document.body.offsetHeight;
          const times = { engine: globalThis.engineTook, drawn, laidOut: performance.now() - start };
          // Whoever types a phone's keys does not do so faster.
          setTimeout(() => resolve(times), 100);
        });
        seen.observe(results, { subtree: true, childList: true });
        field.value = query;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        // Nothing new: the same results as before.
        setTimeout(() => resolve(null), 3000);
      }), [query, answers]));
    }
    const { result } = await wire.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objects } = await wire.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const { result: memories } = await wire.send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: "function () { return this.map((memory) => memory.buffer.byteLength); }", returnByValue: true });
    const { usedSize } = await wire.send("Runtime.getHeapUsage");
    return { keystrokes: keystrokes.filter(Boolean), memory: memories.value.reduce((sum, bytes) => sum + bytes, 0) + usedSize };
  });

async function ours({ browser, serve }, { site }, queries, truth) {
  const address = await serve(site);
  const colds = [];
  for (const query of queries.filter((_, at) => at % 4 === 0)) colds.push(await cold(browser, address, query));
  const counts = await counted(browser, address, queries);
  const numbers = counts.map((words) => Number(words.match(/\d+/)[0]));
  const isExact = counts.map((words) => words.startsWith("共"));
  // Where the page says "at least", it has not looked at all. That the sets are the same is held by tests; here are counts.
  const fewer = queries.filter((_, at) => isExact[at] && numbers[at] < truth[at].length);
  const extra = numbers.reduce((sum, number, at) => sum + Math.max(0, number - truth[at].length), 0);
  const more = queries.filter((_, at) => numbers[at] > truth[at].length);
  return { colds, exact: isExact.filter(Boolean).length, fewer, extra, more, ...(await warm(browser, address, queries, truth)) };
}

await inLab(async (lab) => {
  console.log(`Searches: CPU / ${CPU}; cold: beyond the page, until the first result; peers as their documents advise for Chinese (bench/peer/search.mjs).`);
  printLoad();
  for (const corpus of CORPORA) {
    const entries = JSON.parse(readFileSync(corpus.file, "utf8")).policies;
    const queries = queriesOf(entries);
    const texts = entries.map(searched);
    const truth = queries.map((query) => scan(texts, query));
    const we = await ours(lab, corpus, queries, truth);
    console.log(`\n${corpus.name} entries, ${queries.length} queries`);
    const engine = packed(corpus.site, /^engine-.*\.br$/);
    const bytes = we.colds.map(({ bytes }) => bytes);
    const took = (what, share) => ms(quantile(we.keystrokes.map((times) => times[what]), share));
    const rows = [["", "recall", "in vain", "extra", "cold, kB", "worst", "rounds", "search p50, ms", "p95", "index, kB", "built, s"]];
    rows.push([
      "ours",
      we.fewer.length === 0 ? "100.0 %" : `${we.fewer.length} fewer`,
      String(we.fewer.length),
      String(we.extra),
      kB(quantile(bytes, 0.5)),
      kB(Math.max(...bytes)),
      String(Math.max(...we.colds.map(({ rounds }) => rounds))),
      took("engine", 0.5),
      took("engine", 0.95),
      kB(indexSize(corpus.site)),
      "",
    ]);
    if (corpus.peers) {
      for (const peer of PEERS) {
        const result = await peer.measure(lab, entries, queries, { cpu: CPU, brotli, withPage });
        if (result.failed) {
          rows.push([peer.name, result.failed, "", "", "", "", "", "", "", "", ""]);
          continue;
        }
        const { recall, extra, missed } = judge(truth, result.found);
        rows.push([peer.name, `${(recall * 100).toFixed(1)} %`, String(missed), String(extra), kB(result.cold), kB(result.worst ?? result.cold), String(result.rounds ?? 1), ms(quantile(result.times, 0.5)), ms(quantile(result.times, 0.95)), kB(result.index), result.built.toFixed(1)]);
      }
    }
    printTable(rows);
    if (we.fewer.length) console.log(`  ours counts fewer for: ${we.fewer.join(", ")}`);
    if (we.more.length) console.log(`  ours counts more for: ${we.more.join(", ")} (document numbers as they are also written, 〔2024〕5号 as 2024年第5号)`);
    console.log(`  ours: exact totals for ${we.exact} of ${queries.length}, “at least” for the others; engine ${kB(engine)} kB, ${we.colds.some(({ hasEngine }) => hasEngine) ? "of the cold bytes" : "which came along with the list"}`);
    const times = we.colds.map(({ time }) => time);
    console.log(`  ours, cold, slow 4G, CPU / 4: first result after ${ms(quantile(times, 0.5))} ms, p95 ${ms(quantile(times, 0.95))} ms`);
    console.log(`  ours, warm, from a keystroke to the first new results: drawn p50 ${took("drawn", 0.5)} ms, p95 ${took("drawn", 0.95)} ms; laid out p50 ${took("laidOut", 0.5)} ms, p95 ${took("laidOut", 0.95)} ms; memory of page and engine ${(we.memory / 1e6).toFixed(0)} MB`);
  }
  printLoad();
});
