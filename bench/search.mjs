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

/** From nothing to the first result: bytes and rounds of requests beyond the page itself. */
const cold = (browser, address, query) =>
  // What comes through a worker is counted unpacked.
  withPage(browser, { serviceWorkers: "block" }, async (page) => {
    await page.goto(`${address}/policies`);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => {
      performance.clearResourceTimings();
      const seen = new MutationObserver(() => {
        if (document.querySelector("main mark, main .gk-empty")) globalThis.firstAt ??= performance.now();
      });
      seen.observe(document.querySelector("main"), { subtree: true, childList: true });
    });
    await page.getByRole("main").getByRole("searchbox").fill(query);
    const first = await page.waitForFunction(() => globalThis.firstAt);
    const until = await first.jsonValue();
    const data = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/data/")).map(({ startTime, responseEnd, encodedBodySize }) => ({ startTime, responseEnd, encodedBodySize })));
    const before = data.filter(({ responseEnd }) => responseEnd <= until).toSorted((a, b) => a.startTime - b.startTime);
    let [rounds, reach] = [0, -1];
    for (const { startTime, responseEnd } of before) {
      if (startTime > reach) rounds += 1;
      reach = Math.max(reach, responseEnd);
    }
    return { bytes: before.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), rounds };
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
 * Everything loaded: milliseconds of the engine for each search, on the page's own thread (what the worker was told is
 * told again to an engine there), and from a keystroke to the new results on the page, with the worker.
 */
const warm = (browser, address, site, queries) =>
  withPage(browser, {}, async (page, wire) => {
    await page.addInitScript(() => {
      const Real = globalThis.Worker;
      globalThis.said = [];
      globalThis.Worker = class extends Real {
        postMessage(what, ...rest) {
          globalThis.said.push(what.message);
          return super.postMessage(what, ...rest);
        }
      };
    });
    await page.goto(`${address}/policies`);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    const field = page.getByRole("main").getByRole("searchbox");
    for (const query of queries) {
      await field.fill(query);
      await answered(page, query);
    }
    await wire.send("Emulation.setCPUThrottlingRate", { rate: CPU });
    const keystrokes = [];
    for (const query of queries) {
      keystrokes.push(await page.evaluate((query) => new Promise((resolve) => {
        const field = document.querySelector("main [type=search]");
        const results = document.querySelector("main .gk-finder__results");
        const start = performance.now();
        const seen = new MutationObserver(() => {
          const is = new URLSearchParams(location.search).get("q") === query && document.querySelector("main mark, main .gk-empty");
          if (is) {
            seen.disconnect();
            resolve(performance.now() - start);
          }
        });
        seen.observe(results, { subtree: true, childList: true, characterData: true });
        field.value = query;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        setTimeout(() => resolve(null), 3000);
      }), query));
    }
    const names = siteFiles(site);
    const glue = names.find((name) => /^engine-.*\.js$/.test(name));
    const module = names.find((name) => /^engine-.*\.wasm$/.test(name));
    const engine = await page.evaluate(async ([glue, module]) => {
      const { default: start, answer } = await import(`/${glue}`);
      const { memory } = await start({ module_or_path: `/${module}` });
      const SEARCH = 7;
      for (const message of globalThis.said) answer(message);
      const searches = globalThis.said.filter((message) => message[0] === SEARCH);
      const times = searches.map((message) => {
        const start = performance.now();
        answer(message);
        return performance.now() - start;
      });
      return { times, memory: memory.buffer.byteLength };
    }, [glue, module]);
    const { result } = await wire.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objects } = await wire.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const { result: memories } = await wire.send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: "function () { return this.map((memory) => memory.buffer.byteLength); }", returnByValue: true });
    const { usedSize } = await wire.send("Runtime.getHeapUsage");
    // The engine of the worker is as large as the one here: it was told the same.
    const memory = memories.value.reduce((sum, bytes) => sum + bytes, 0) + usedSize;
    return { keystrokes: keystrokes.filter((time) => time !== null), ...engine, memory };
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
  return { colds, exact: isExact.filter(Boolean).length, fewer, extra, more, ...(await warm(browser, address, site, queries)) };
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
    const engine = packed(corpus.site, /^(engine|search)-.*\.br$/);
    const bytes = we.colds.map(({ bytes }) => bytes);
    const rows = [["", "recall", "in vain", "extra", "cold, kB", "worst", "rounds", "search p50, ms", "p95", "index, kB", "built, s"]];
    rows.push([
      "ours",
      we.fewer.length === 0 ? "100.0 %" : `${we.fewer.length} fewer`,
      String(we.fewer.length),
      String(we.extra),
      kB(engine + quantile(bytes, 0.5)),
      kB(engine + Math.max(...bytes)),
      String(Math.max(...we.colds.map(({ rounds }) => rounds))),
      ms(quantile(we.times, 0.5)),
      ms(quantile(we.times, 0.95)),
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
    console.log(`  ours: exact totals for ${we.exact} of ${queries.length}, “at least” for the others; engine ${kB(engine)} kB of the cold bytes, which a page loads once`);
    console.log(`  ours, from a keystroke to the new results on the page: p50 ${ms(quantile(we.keystrokes, 0.5))} ms, p95 ${ms(quantile(we.keystrokes, 0.95))} ms; memory of page and engine ${(we.memory / 1e6).toFixed(0)} MB`);
  }
  printLoad();
});
