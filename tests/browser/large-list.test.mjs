// A list too large for a phone comes in blocks with an index: the same answers, a fraction of the bytes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, finish, newVisitor, openPage } from "./harness.mjs";
import { Finder, PHONE, PINGTAN, heading, main, until, untilAddress, untilPromised, violations } from "./pages.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "gongkai-large-"));
after(() => rmSync(work, { recursive: true, force: true }));

/** The county's real documents, again and again under other numbers and years: as many as a county published in 2019. */
const COPIES = 8;
const documents = Array.from({ length: COPIES }, (_, copy) =>
  PINGTAN.policies.map((policy) => ({
    ...policy,
    id: `${policy.id}-${copy}`,
    title: copy === 0 ? policy.title : `${policy.title}（第${copy}批）`,
    ...(policy.date && { date: `${Number(policy.date.slice(0, 4)) - copy}${policy.date.slice(4)}` }),
  })),
).flat();

const data = join(work, "data");
const folder = join(work, "site");
mkdirSync(data);
writeFileSync(join(data, "site.json"), JSON.stringify({ ...PINGTAN.site, publish: { entry_pages: 0 } }));
writeFileSync(join(data, "policies.json"), JSON.stringify({ format: 1, source: { document: PINGTAN.site.documents[0].id }, policies: documents }));
build(data, folder);

async function visitList(path, act, options = {}) {
  const page = await openPage({ folder, path, ...PHONE, ...options });
  try {
    await act(page);
    await finish(page, options.expect);
  } finally {
    await page.context().close();
  }
}

const command = (query) => JSON.parse(execFileSync(process.env.GONGKAI, ["search", data, query, "--format", "json"], { maxBuffer: 64 << 20 }));

test(`a list of ${documents.length} documents opens with its newest, without the others`, () =>
  visitList("policies", async (page) => {
    const finder = new Finder(page);
    assert.equal(await finder.count(), documents.length);
    assert.equal(await finder.results.count(), 20);
    const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/data/policies")));
    assert.equal(names.filter((name) => /\/b-/.test(name)).length, 1, `one block of many: ${names}`);
    assert.ok(!names.some((name) => name.endsWith("policies.json")));
    await finder.openFilters();
    const counts = await finder.values("类别");
    for (const [kind, count] of counts) assert.equal(count, documents.filter((policy) => policy.kind === kind).length, kind);
    assert.deepEqual(await violations(page), []);
  }));

for (const query of ["停电", "公示公告", "低保", "征收", "的", "year:2019 公告", "dibao", "zfxxgk", "没有这样的词", "海坛岛雨洪利用工程"]) {
  test(`“${query}” finds as many as the command does, out of a large list`, () => {
    const { total } = command(query);
    return visitList(`policies?q=${encodeURIComponent(query)}&n=100000`, async (page) => {
      const end = Date.now() + 20_000;
      const words = () => main(page).getByRole("status").first().innerText();
      while ((await words()) !== `共${total}条`) {
        assert.ok(Date.now() < end, `${await words()} instead of 共${total}条`);
        await page.waitForTimeout(100);
      }
    });
  });
}

test("a file of results that cannot be put together says so, and one that holds the first results only says how many", () =>
  visitList("policies", async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("公示");
    await until(page, "the search is done", () => document.querySelector("main mark"));
    const save = page.getByRole("button", { name: "把结果存为CSV" });
    await page.context().route("**/data/policies/**", (route) => route.abort("connectionfailed"));
    await save.click();
    await main(page).getByRole("status").filter({ hasText: /^没有存成：policies\/.+没有载入/ }).waitFor();
    await page.context().unroute("**/data/policies/**");
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    assert.equal(readFileSync(await download.path(), "utf8").trimEnd().split("\r\n").length, 1001);
    await main(page).getByRole("status").filter({ hasText: "文件里是前1000条" }).waitFor();
  }, { expect: { failed: [/policies/], console: [/ERR_CONNECTION_FAILED/] } }));

test("the engine comes along with a large list; with it a cold search brings less than 60 kB until its first result, and for all results without it", () =>
  visitList("policies", async (page) => {
    await page.waitForLoadState("networkidle");
    const isEngine = ({ name }) => /engine-[^/]*$/.test(name);
    const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name, encodedBodySize, responseEnd }) => ({ name, size: encodedBodySize, isBefore: responseEnd <= (globalThis.firstAt ?? 0) })));
    const engine = (await loaded()).filter(isEngine);
    await page.evaluate(() => {
      performance.clearResourceTimings();
      new MutationObserver(() => document.querySelector("main mark") && (globalThis.firstAt ??= performance.now())).observe(document.body, { subtree: true, childList: true });
    });
    await new Finder(page).field.fill("停电");
    await until(page, "a result is marked", () => globalThis.firstAt);
    await page.waitForLoadState("networkidle");
    const files = await loaded();
    const bytes = (some) => some.reduce((sum, { size }) => sum + size, 0);
    const before = [...engine, ...files.filter(({ isBefore }) => isBefore)];
    assert.ok(bytes(engine) > 30_000 && !files.some(isEngine), "the engine came before anybody searched");
    assert.ok(bytes(before) < 60_000, `${bytes(before)} bytes until the first result`);
    assert.ok(bytes(files) < 60_000, `${bytes(files)} bytes for the first results and all that is beside them`);
  }));

test("the oldest come first where they can be known, and what is at the end is found whole", () =>
  visitList("policies?q=停电&sort=old", async (page) => {
    const dated = documents.filter(({ title, date }) => date && title.includes("停电")).map(({ date }) => date).sort();
    const [year, month, day] = dated[0].split("-").map(Number);
    await new Finder(page).results.first().filter({ hasText: `${year}年${month}月${day}日` }).waitFor();
  }));

test("more results come without losing the place, and back leads to it", () =>
  visitList("policies", async (page) => {
    const finder = new Finder(page);
    for (const n of [40, 60]) {
      await page.getByRole("button", { name: /^再显示20条/ }).click();
      await until(page, `${n} results`, (n) => document.querySelectorAll("main .gk-results > li").length === n, n);
    }
    const result = finder.titles.nth(55);
    const name = await result.innerText();
    await result.scrollIntoViewIfNeeded();
    await until(page, "the place is kept", () => history.state === scrollY && scrollY > 0);
    const place = await page.evaluate(() => scrollY);
    await result.click();
    await heading(page, name).waitFor();
    await until(page, "the window is named", (name) => document.title.startsWith(name), name);
    await page.goBack();
    await until(page, "the old place", (place) => Math.abs(scrollY - place) <= 2, place);
  }));

test("an entry that has no page of its own is found in its block", () => {
  const policy = documents[1500];
  return visitList(`policies/${policy.id}`, async (page) => {
    await heading(page, policy.title).waitFor();
    await main(page).getByRole("link", { name: policy.url }).waitFor();
  }, { expect: { status: [404], console: [/404/] } });
});

test("an id that is in no block is not found", () =>
  visitList("policies/no-such-document", (page) => heading(page, "没有这个页面").waitFor(), { expect: { status: [404], console: [/404/] } }));

for (const [what, pattern] of [["list", "**/data/policies/l-*.bin"], ["block", "**/data/policies/b-*.json"]]) {
  test(`a ${what} that does not come is named, and a retry goes on`, () =>
    visitList("policies", async (page) => {
      const finder = new Finder(page);
      await page.route(pattern, (route) => route.abort("connectionfailed"));
      await finder.field.fill("停电");
      const alert = main(page).getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.innerText(), /data\/policies\/[lb]-[0-9a-f]{12}\.(bin|json)/);
      await page.unroute(pattern);
      await alert.getByRole("button", { name: "重试" }).click();
      await until(page, "a result", () => document.querySelector("main mark"));
    }, { expect: { console: [/ERR_CONNECTION_FAILED/], failed: [/policies/] } }));
}

for (const [what, query, count] of [["the list as it stands", "", 64], ["what was found", "?q=公示", 20]]) {
  test(`${what} stays where a later block does not come, and a retry goes on`, () =>
    visitList(`policies${query}`, async (page) => {
      const finder = new Finder(page);
      const shows = (n) => document.querySelectorAll("main .gk-results > li").length === n;
      await until(page, "the first results", shows, 20);
      const first = await finder.titles.first().innerText();
      await page.waitForLoadState("networkidle");
      await page.route("**/data/policies/b-*.json", (route) => route.abort("connectionfailed"));
      const alert = main(page).getByRole("alert");
      let shown = 20;
      while ((await alert.count()) === 0) {
        await page.getByRole("button", { name: /^再显示/ }).click();
        shown += 20;
        await until(page, `${shown} results, or a fault`, (shown) => document.querySelector("main [role=alert]") || document.querySelectorAll("main .gk-results > li").length === shown, shown);
      }
      assert.match(await alert.innerText(), /data\/policies\/b-[0-9a-f]{12}\.json/);
      assert.equal(await finder.titles.first().innerText(), first);
      const left = await finder.results.count();
      assert.ok(left >= count && left < shown, `${left} of ${shown} stay`);
      assert.deepEqual(await violations(page), []);
      await page.unroute("**/data/policies/b-*.json");
      await alert.getByRole("button", { name: "重试" }).click();
      await until(page, "all of them", shows, shown);
      assert.equal(await alert.count(), 0);
    }, { expect: { console: [/ERR_CONNECTION_FAILED/], failed: [/policies/] } }));
}

test("parts of a large list that were seen are there without a network", async () => {
  const visitor = await newVisitor({ ...PHONE, worker: true });
  const page = await openPage({ visitor, folder, path: "policies" });
  await until(page, "the worker answers", () => navigator.serviceWorker.controller?.state === "activated");
  const finder = new Finder(page);
  await finder.field.fill("停电");
  await until(page, "a result", () => document.querySelector("main mark"));
  const found = await finder.titles.first().innerText();
  // What came before the worker is kept a file at a time, which may take longer than the search.
  await untilPromised(page, "what was seen is kept", async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const isKept = new Set(kept.flat().map(({ url }) => url));
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    // The search goes on after its first results: what it still waits for is not among the files yet.
    if (files.length !== globalThis.known) [globalThis.known, globalThis.since] = [files.length, Date.now()];
    if (Date.now() - globalThis.since < 2000) return false;
    const wanted = [/\/data\/.*\/l-/, /\/data\/.*\/b-/, /engine-[^/]*\.wasm$/, /\/data\/index\.json$/];
    return wanted.every((pattern) => files.some((file) => pattern.test(file))) &&
      files.filter((file) => /\/data\/|engine-|search-/.test(file)).every((file) => isKept.has(file));
  });
  await visitor.setOffline(true);
  await page.reload({ waitUntil: "commit" });
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  assert.equal(await finder.titles.first().innerText(), found);
  await visitor.close();
});

test("an index of another release is refused in a sentence", () => {
  const index = JSON.parse(readFileSync(join(folder, "data/index.json"), "utf8"));
  const name = index.indexed[0].directory;
  return visitList("policies", async (page) => {
    const alert = main(page).getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /检索文件的格式版本是 9，本程序不认识/);
  }, {
    before: (page) =>
      page.route(`**/${name}`, async (route) => {
        const body = await (await route.fetch()).body();
        body[3] = 9;
        await route.fulfill({ body, contentType: "application/octet-stream" });
      }),
  });
});

test("what is chosen among the filters of a large list is found, and stays in the address", () =>
  visitList("policies", async (page) => {
    const finder = new Finder(page);
    await finder.openFilters();
    const [kind] = [...(await finder.values("类别"))][0];
    await finder.box("类别", kind).check();
    await finder.untilCount(documents.filter((policy) => policy.kind === kind).length);
    await untilAddress(page, "the filter", (url) => url.searchParams.get("kind") === kind);
  }));
