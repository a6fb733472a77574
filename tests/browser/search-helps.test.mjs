// The search helps: titles while one types, what was looked for lately, what was likely meant, results as a file; and it
// gives the answers of the command.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Finder, LAPTOP, PHONE, PINGTAN, SHULE, forEach, heading, main, searchField, until, untilAddress, violations, visit } from "./pages.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const offers = (page) => page.getByRole("listbox", { name: "候选" }).getByRole("option");

test("titles and document numbers are offered while one types at home, and one leads to the document", () =>
  visit(PINGTAN, "", {}, async (page) => {
    const numbered = PINGTAN.policies.find(({ number }) => /^岚征预公告/.test(number ?? ""));
    await searchField(page).fill(numbered.number);
    await offers(page).filter({ hasText: numbered.title.replaceAll(/\s+/g, " ").trim() }).first().waitFor();
    await searchField(page).fill("停电");
    await offers(page).first().locator("mark", { hasText: "停电" }).waitFor();
    assert.equal(await searchField(page).getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const second = offers(page).nth(1);
    assert.equal(await second.getAttribute("aria-selected"), "true");
    assert.equal(await searchField(page).getAttribute("aria-activedescendant"), await second.getAttribute("id"));
    assert.deepEqual(await violations(page), []);
    const title = (await second.locator("span").innerText()).trim();
    await page.keyboard.press("Enter");
    await heading(page, title).waitFor();
  }));

test("Escape closes the offers and keeps the words; a click on an offer opens it", () =>
  visit(PINGTAN, "", LAPTOP, async (page) => {
    await searchField(page).fill("低保");
    await offers(page).first().waitFor();
    await page.keyboard.press("Escape");
    await until(page, "the offers are gone", () => !document.querySelector('[role="option"]'));
    assert.equal(await searchField(page).inputValue(), "低保");
    await page.keyboard.press("End");
    await page.keyboard.type("及");
    const offer = offers(page).first();
    const title = (await offer.locator("span").innerText()).trim();
    await offer.click();
    await heading(page, title).waitFor();
  }));

test("what was looked for lately is offered, stays on the device, and can be forgotten", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const recent = page.getByRole("group", { name: "最近找过" });
    assert.equal(await recent.isVisible(), false);
    await searchField(page).fill("土地征收");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "清空" }).click();
    await recent.getByRole("button", { name: "土地征收" }).click();
    await untilAddress(page, "the words are looked for again", (url) => url.searchParams.get("q") === "土地征收");
    await page.goto(new URL("/", page.url()).href);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await searchField(page).fill("土地");
    await offers(page).filter({ hasText: "最近找过" }).filter({ hasText: "土地征收" }).waitFor();
    await page.goto(new URL("/policies", page.url()).href);
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await searchField(page).focus();
    await recent.getByRole("button", { name: "清除记录" }).click();
    assert.equal(await recent.isVisible(), false);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

test("where nothing can be stored the search works as ever", () =>
  visit(PINGTAN, "policies", { before: (page) => page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } })) }, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("停电");
    await page.keyboard.press("Enter");
    await until(page, "a result", () => document.querySelector("main mark"));
  }));

for (const [typed, meant] of [["行证处罚", "行政处罚"], ["公试公告", "公示公告"], ["综合试验区", "综合实验区"]]) {
  test(`“${typed}” finds nothing, and “${meant}” is offered`, () =>
    visit(PINGTAN, "policies", {}, async (page) => {
      const finder = new Finder(page);
      await finder.field.fill(typed);
      await finder.untilCount(0);
      await page.getByText(`没有条目含有“${typed}”。`).waitFor();
      await main(page).getByRole("button", { name: meant }).click();
      await untilAddress(page, "what was meant", (url) => url.searchParams.get("q") === meant);
      await until(page, "results", () => document.querySelector("main mark"));
    }));
}

test("a wrong character that sounds the same is seen through though no pinyin was typed in this visit", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    await new Finder(page).field.fill("底保");
    await page.getByRole("button", { name: "低保", exact: true }).click();
    await until(page, "results", () => document.querySelector("main mark")?.textContent === "低保");
  }));

test("nothing is offered that changes the end of a short word, or a number", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    for (const text of ["教育局", "2020年第5号", "公示 -公示"]) {
      await finder.field.fill(text);
      await finder.untilCount(0);
      await page.waitForLoadState("networkidle");
      assert.equal(await page.getByText("您要找的是不是").count(), 0, text);
    }
  }));

const lost = (file) => ({ expect: { failed: [file], console: [/ERR_CONNECTION_FAILED/] } });

test("pinyin whose file does not come is a fault, not an empty result, and comes with a retry", () =>
  visit(PINGTAN, "policies", lost(/pinyin/), async (page) => {
    await page.context().route("**/pinyin.bin", (route) => route.abort("connectionfailed"));
    await new Finder(page).field.fill("dibao");
    const alert = main(page).getByRole("alert");
    await alert.filter({ hasText: "data/search/pinyin.bin" }).waitFor();
    assert.equal(await page.getByText("没有条目含有").count(), 0);
    await page.context().unroute("**/pinyin.bin");
    await alert.getByRole("button", { name: "重试" }).click();
    await until(page, "a result", () => document.querySelector("main mark"));
  }));

for (const [what, file] of [["the engine", /\/engine-[^/]*\.wasm/], ["what runs the engine", /\/search-[^/]*\.js/]]) {
  test(`where ${what} does not come, 检索 says so once and counts nothing; a retry brings all kinds`, () =>
    visit(PINGTAN, "search", { ...lost(/engine|search/), before: (page) => page.context().route(file, (route) => route.abort("connectionfailed")) }, async (page) => {
      await searchField(page).fill("低保");
      const alert = main(page).getByRole("alert");
      await alert.filter({ hasText: "检索程序" }).waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await alert.count(), 1);
      assert.equal(await main(page).getByText(/共\d+条/).count(), 0);
      await page.context().unroute(file);
      await alert.getByRole("button", { name: "重试" }).click();
      await page.getByRole("heading", { level: 2, name: /^政策/ }).waitFor();
      await main(page).getByText(/^共\d+条$/).first().waitFor();
      await until(page, "no fault is left", () => !document.querySelector("main [role=alert]"));
    }));
}

test("while the engine is on its way what was there before is not shown as the answer", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    let release;
    const late = new Promise((resolve) => (release = resolve));
    await page.context().route("**/engine-*.wasm", async (route) => {
      await late;
      await route.continue();
    });
    await new Finder(page).field.fill("低保");
    await main(page).getByText(`共${PINGTAN.policies.length}条`).waitFor({ state: "detached" });
    release();
    await until(page, "a result", () => document.querySelector("main mark")?.textContent === "低保");
  }));

test("the list that was found is saved as a file that spreadsheets open, with every hit", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("低保");
    await until(page, "the search is done", () => document.querySelector("main mark"));
    const count = await finder.count();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "把结果存为CSV" }).click()]);
    assert.equal(download.suggestedFilename(), "政策检索结果.csv");
    const text = readFileSync(await download.path(), "utf8");
    assert.ok(text.startsWith("\u{feff}标题,发文字号,发文机关,类别,日期,索引号,网址\r\n"));
    const rows = text.trimEnd().split("\r\n").slice(1);
    assert.equal(rows.length, count);
    assert.ok(rows.every((row) => row.includes("低保") && row.includes("http://127.0.0.1")), "each row is a hit with its address");
  }));

const WITHOUT = {
  "has no workers": () => delete globalThis.Worker,
  "refuses workers": () => (globalThis.Worker = class { constructor() { throw new DOMException("no", "SecurityError"); } }),
};

for (const [name, forbid] of Object.entries(WITHOUT)) {
  test(`a browser that ${name} searches as ever`, () =>
    visit(PINGTAN, "policies", { before: (page) => page.addInitScript(forbid) }, async (page) => {
      await new Finder(page).field.fill("dibao");
      await until(page, "a result", () => document.querySelector("main mark"));
      assert.ok((await new Finder(page).count()) > 0);
    }));
}

test("an engine that does not start on the page is run by a worker", () =>
  visit(PINGTAN, "policies", { expect: { failed: [/engine/], console: [/ERR_CONNECTION_FAILED/] } }, async (page) => {
    const workers = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    await page.context().route("**/engine-*.wasm", (route) => route.abort("connectionfailed"), { times: 1 });
    const finder = new Finder(page);
    await finder.field.fill("dibao");
    await until(page, "a result", () => document.querySelector("main mark"));
    assert.ok((await finder.count()) > 0);
    assert.match(workers.join(" "), /\/search-[^/]*\.js$/);
    await finder.field.fill("停电");
    await until(page, "the next result", () => document.querySelector("main mark")?.textContent === "停电");
  }));

test("an engine that broke down in an answer is said to have none, and a retry has a new one in a worker", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    await page.context().route("**/engine-*.js", async (route) => {
      const body = await route.fetch().then((response) => response.text());
      const broken = "export function answer(message) { if (globalThis.document && message.length > 9) throw new WebAssembly.RuntimeError('unreachable'); return sound(message); }";
      await route.fulfill({ contentType: "text/javascript", body: `${broken}\n${body.replace("export function answer(", "function sound(")}` });
    });
    await new Finder(page).field.fill("停电");
    const alert = main(page).getByRole("alert");
    await alert.getByRole("button", { name: "重试" }).click();
    await until(page, "a result", () => document.querySelector("main mark")?.textContent === "停电");
  }));

test("a worker that cannot have the engine answers so, and says nothing before it is asked", () =>
  visit(PINGTAN, "policies", { expect: { failed: [/engine/], console: [/ERR_CONNECTION_FAILED/] } }, async (page) => {
    await page.context().route("**/engine-*", (route) => route.abort("connectionfailed"));
    const script = () => performance.getEntriesByType("resource").map(({ name }) => name).find((name) => /\/search-[^/]*\.js$/.test(name));
    const address = await until(page, "the script of searches", script).then(() => page.evaluate(script));
    const answer = await page.evaluate(async (address) => {
      const worker = new Worker(address, { type: "module" });
      await new Promise((later) => setTimeout(later, 500));
      return new Promise((heard) => {
        worker.addEventListener("message", ({ data }) => heard(data));
        worker.postMessage({ n: 1, message: new Uint8Array() });
      });
    }, address);
    assert.deepEqual(answer, { n: 1, answer: null });
  }));

test("a search asks for the engine and its file of characters together, and for no other file twice", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop()));
    await new Finder(page).field.focus();
    await until(page, "the engine is here", () => performance.getEntriesByType("resource").some(({ name }) => /engine-.*wasm$/.test(name)));
    assert.ok(asked.includes("characters.bin"), asked.join(" "));
    await new Finder(page).field.fill("停电");
    await until(page, "a result", () => document.querySelector("main mark"));
    const files = asked.filter((name) => /\.(bin|json|wasm|js)$/.test(name));
    assert.deepEqual(files.toSorted(), [...new Set(files)].toSorted());
  }));

test("an engine that does not come is said to be missing, and comes with a retry", () =>
  visit(PINGTAN, "policies", { expect: { failed: [/engine/], console: [/ERR_CONNECTION_FAILED/] } }, async (page) => {
    await page.context().route("**/engine-*.wasm", (route) => route.abort("connectionfailed"));
    await new Finder(page).field.fill("停电");
    const alert = main(page).getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /网络没有连通/);
    await page.context().unroute("**/engine-*.wasm");
    await alert.getByRole("button", { name: "重试" }).click();
    await until(page, "a result", () => document.querySelector("main mark"));
  }));

test("the filters end in a button that tells how many there are and leads to them", () =>
  visit(PINGTAN, "policies", PHONE, async (page) => {
    const finder = new Finder(page);
    await finder.openFilters();
    const [kind, count] = [...(await finder.values("类别"))][0];
    await finder.box("类别", kind).check();
    const show = page.getByRole("button", { name: `查看${count}条` });
    await show.waitFor();
    const { bottom } = await show.evaluate((button) => button.getBoundingClientRect());
    assert.ok(bottom <= PHONE.height, "it stays in view");
    await show.click();
    await until(page, "the results are in view", () => document.querySelector("#results").getBoundingClientRect().top >= -1);
    assert.equal(await finder.box("类别", kind).isVisible(), false);
  }));

/** Small random numbers, the same in every run. */
function* numbers(state = 20261125) {
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Parts of texts, pinyin of some, several words, exclusions, filters: what people type, and worse. */
function queries(texts, count) {
  const random = numbers();
  const below = (n) => Math.floor(random.next().value * n);
  const part = () => {
    const chars = [...texts[below(texts.length)].replaceAll(/[\s"“”:：]/g, "")];
    return chars.slice(below(chars.length)).slice(0, 1 + below(6)).join("");
  };
  const others = ["dibao", "gsgg", "-通知", "year:2023", "类型：公示公告", "的", "２０２５", "沒有", "政府 信息", "zfxxgk", "2025年第5号", "不存在的词"];
  const isSomething = (text) => /[\p{L}\p{N}]/u.test(text);
  return Array.from({ length: count }, () => {
    const words = [part()];
    while (!isSomething(words[0])) words[0] = part();
    if (below(3) === 0) words.push(part());
    if (below(6) === 0) words.push(others[below(others.length)]);
    return words.join(" ");
  });
}

test("what is only punctuation asks for nothing", () =>
  visit(PINGTAN, "search?q=（", {}, async (page) => {
    await page.getByText(/^输入一个词就开始查/).waitFor();
    assert.equal(await main(page).locator(".gk-results li").count(), 0);
    await searchField(page).fill("停电");
    await until(page, "a result", () => document.querySelector("main mark"));
  }));

test("500 searches over everything find in the browser what the command finds, in the same order", () =>
  visit(PINGTAN, "search", {}, async (page) => {
    const texts = [...PINGTAN.policies.map(({ title }) => title), ...PINGTAN.reports.flatMap(({ sections }) => sections.map(({ heading }) => heading))];
    const asked = queries(texts, 500);
    const folder = `${ROOT}examples/pingtan`;
    const lines = execFileSync(process.env.GONGKAI, ["search", folder, "--queries", "-", "--format", "json"], { input: asked.join("\n"), maxBuffer: 256 << 20 });
    const expected = String(lines).trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(expected.length, 500);
    await searchField(page).focus();
    await forEach(asked.map((query, place) => [query, expected[place]]), ([query]) => query, async ([query, { total, hits }]) => {
      await searchField(page).fill(query);
      const groups = new Map();
      for (const { kind, id, title, url } of hits) {
        const group = kind === "report" ? `${kind} ${id.slice(0, 4)}` : kind;
        groups.set(group, [...(groups.get(group) ?? []), url.split("#")[0] + title]);
      }
      await until(page, `共${total}条`, ([total, n]) => {
        const items = document.querySelectorAll("main .gk-results > li").length;
        return document.querySelector("main [role=status]")?.textContent === `共${total}条` && items >= n;
      }, [total, Math.min(total, 1)]);
      const links = await main(page).locator(".gk-results a").evaluateAll((links) => links.map((link) => link.getAttribute("href").split("#")[0] + link.textContent));
      // Where a page lists them all, the first five.
      const isCut = (group) => ["policy", "entry", "channel"].includes(group);
      assert.deepEqual(links, [...groups].flatMap(([group, list]) => (isCut(group) ? list.slice(0, 5) : list)));
    });
  }));
