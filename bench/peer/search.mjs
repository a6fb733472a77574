// Four searches that sites use, each set up for Chinese as its documents advise, over the same entries.

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";


const seconds = async (act) => {
  const start = performance.now();
  const result = await act();
  return [(performance.now() - start) / 1000, result];
};

/** What is searched of an entry. */
export const FIELDS = ["title", "number", "kind", "issuer", "subject", "index_number", "note"];

/** What a peer's page needs of an entry. */
const lean = (entries) => entries.map((entry, id) => Object.fromEntries([["id", id], ...FIELDS.filter((field) => entry[field]).map((field) => [field, entry[field]])]));

/** Serves files and a script; gives its address. */
function serve(files) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const file = path === "/" ? ["text/html", "<!doctype html><meta charset=utf-8><title>peer</title>"] : files(path);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": file[0] }).end(file[1]);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() })));
}

const bundle = async (source) => {
  const { outputFiles } = await build({ stdin: { contents: source, resolveDir: new URL(".", import.meta.url).pathname }, bundle: true, format: "esm", minify: true, write: false, target: "es2022" });
  return Buffer.from(outputFiles[0].contents);
};

/** A search that is a script and one file of data, which the page loads whole. */
const inOneFile = (name, source, prepare) => ({
  name,
  async measure({ browser }, entries, queries, { cpu, brotli, withPage }) {
    const script = await bundle(source);
    const docs = lean(entries);
    const [built, data] = await seconds(() => prepare(docs));
    const files = { "/peer.js": ["text/javascript", script], "/data": ["application/json", data] };
    const { url, stop } = await serve((path) => files[path]);
    try {
      return await withPage(browser, {}, async (page, wire) => {
        page.setDefaultTimeout(600_000);
        await page.goto(url);
        await page.evaluate(async () => {
          const { load } = await import("/peer.js");
          globalThis.find = await load(await (await fetch("/data")).text());
        });
        const found = await page.evaluate((queries) => queries.map((query) => globalThis.find(query)), queries);
        await wire.send("Emulation.setCPUThrottlingRate", { rate: cpu });
        const times = await page.evaluate((queries) => queries.map((query) => {
          const start = performance.now();
          globalThis.find(query);
          return performance.now() - start;
        }), queries);
        const quality = data.length > 20_000_000 ? 5 : 11;
        const index = brotli(Buffer.from(data), quality);
        return { found, times, built, index, cold: brotli(script) + index };
      });
    } catch (error) {
      return { failed: error.message.split("\n")[0] };
    } finally {
      stop();
    }
  },
});


/** MiniSearch: words by the browser's own segmenter, as its author advises for Chinese; all terms, beginnings too. */
const MINISEARCH = `
import MiniSearch from "minisearch";
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
export const options = {
  fields: ${JSON.stringify(FIELDS)},
  tokenize: (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment.toLowerCase()),
  searchOptions: { combineWith: "AND", prefix: true },
};
export async function load(text) {
  const index = await MiniSearch.loadJSONAsync(text, options);
  return (query) => index.search(query).map(({ id }) => id);
}`;

async function miniSearch(docs) {
  const { default: MiniSearch } = await import("minisearch");
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const tokenize = (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment.toLowerCase());
  const index = new MiniSearch({ fields: FIELDS, tokenize });
  index.addAll(docs);
  return JSON.stringify(index);
}

/** FlexSearch: its encoder for Chinese, every character a term, in their order. */
const FLEXSEARCH = `
import { Charset, Document } from "flexsearch";
export function load(text) {
  const index = new Document({ document: { id: "id", index: ${JSON.stringify(FIELDS)} }, encoder: Charset.CJK, tokenize: "strict", context: { depth: 2, bidirectional: false } });
  for (const doc of JSON.parse(text)) index.add(doc);
  return (query) => [...new Set(index.search(query, { limit: 1_000_000 }).flatMap(({ result }) => result))];
}`;

/** Fuse.js: its extended search, each term as a part of a field. */
const FUSE = `
import Fuse from "fuse.js";
export function load(text) {
  const index = new Fuse(JSON.parse(text), { keys: ${JSON.stringify(FIELDS)}, useExtendedSearch: true, ignoreLocation: true, threshold: 0 });
  return (query) => index.search(query.split(/\\s+/).map((term) => "'" + term).join(" ")).map(({ item }) => item.id);
}`;

/** Pagefind: a record for each entry, Chinese, its own words; results and their first page come over the network. */
const PAGEFIND = {
  name: "Pagefind",
  async measure({ browser }, entries, queries, { cpu, brotli, withPage }) {
    const folder = mkdtempSync(join(tmpdir(), "pagefind-"));
    try {
      const pagefind = await import("pagefind");
      const [built] = await seconds(async () => {
        const { index } = await pagefind.createIndex({ forceLanguage: "zh" });
        for (const doc of lean(entries)) {
          const content = FIELDS.map((field) => doc[field] ?? "").join(" ");
          await index.addCustomRecord({ url: `/${doc.id}`, content, language: "zh", meta: { title: doc.title } });
        }
        await index.writeFiles({ outputPath: folder });
        await pagefind.close();
      });
      // Its index is packed already; its scripts are not.
      const isPlain = (path) => /\.(js|json|css)$/.test(path);
      const size = (path) => (isPlain(path) ? brotli(readFileSync(join(folder, path))) : statSync(join(folder, path)).size);
      const all = readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
      const types = { js: "text/javascript", json: "application/json", css: "text/css" };
      const { url, stop } = await serve((path) => existsSync(join(folder, path)) && [types[path.split(".").pop()] ?? "application/octet-stream", readFileSync(join(folder, path))]);
      try {
        return await withPage(browser, {}, async (page, wire) => {
          page.setDefaultTimeout(600_000);
          const asked = [];
          page.on("request", (request) => asked.push(new URL(request.url()).pathname));
          await page.goto(url);
          const bytes = [];
          for (const query of queries.filter((_, at) => at % 4 === 0)) {
            asked.length = 0;
            await page.reload();
            await page.evaluate(async (query) => {
              const pagefind = await import("/pagefind.js");
              const { results } = await pagefind.search(query);
              await results[0]?.data();
            }, query);
            bytes.push(asked.filter((path) => path !== "/").reduce((sum, path) => sum + size(path.slice(1)), 0));
          }
          const found = await page.evaluate(async (queries) => {
            globalThis.pagefind = await import("/pagefind.js");
            const all = [];
            for (const query of queries) {
              const { results } = await globalThis.pagefind.search(query);
              const urls = await Promise.all(results.slice(0, 3000).map(async (result) => (await result.data()).url));
              all.push(urls.map((url) => Number(url.replace(/\D/g, ""))));
            }
            return all;
          }, queries);
          await wire.send("Emulation.setCPUThrottlingRate", { rate: cpu });
          const times = await page.evaluate(async (queries) => {
            const times = [];
            for (const query of queries) {
              const start = performance.now();
              await globalThis.pagefind.search(query);
              times.push(performance.now() - start);
            }
            return times;
          }, queries);
          const sorted = bytes.toSorted((a, b) => a - b);
          return { found, times, built, index: all.reduce((sum, path) => sum + size(path), 0), cold: sorted[sorted.length >> 1], worst: sorted.at(-1), rounds: 4 };
        });
      } finally {
        stop();
      }
    } catch (error) {
      return { failed: error.message.split("\n")[0] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

export const PEERS = [
  PAGEFIND,
  inOneFile("MiniSearch", MINISEARCH, miniSearch),
  inOneFile("FlexSearch", FLEXSEARCH, (docs) => JSON.stringify(docs)),
  inOneFile("Fuse.js", FUSE, (docs) => JSON.stringify(docs)),
];
