// Whatever part of the app does not come, or not whole, or late, or of another release: the written page stays and
// works, the console stays empty but for what the browser itself says about its network, and a long visit costs no
// more memory than a short one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { COLUMNS, LAPTOP, SHULE, column, heading, main, openColumn, until, visit } from "./pages.mjs";

const WASM = /\/app-[0-9a-f]+(_bg)?\.wasm$/;
const GLUE = /\/app-[0-9a-f]+\.js$/;

/** The answer, for a page that may have left meanwhile. */
const original = async (route) => Buffer.from(await route.fetch().then((response) => response.body()).catch(() => []));

/** What the browser itself says: lost files, and files that it fetched early for an app that did not start. */
const quiet = { expect: { console: [/net::ERR_/, /status of 404/, /was preloaded using link preload but not used/], failed: [/./], status: [404] } };

const wasmMagic = [0, 97, 115, 109, 1, 0, 0, 0];
// A module that asks for a function that the glue does not have: (import "./app_bg.js" "x" (func))
const foreign = Buffer.from([...wasmMagic, 1, 4, 1, 96, 0, 0, 2, 17, 1, 11, ...Buffer.from("./app_bg.js"), 1, ...Buffer.from("x"), 0, 0]);
const wasm = (route, body) => route.fulfill({ status: 200, contentType: "application/wasm", body }).catch(() => {});
const script = (route, body) => route.fulfill({ status: 200, contentType: "text/javascript", body }).catch(() => {});

const LOST = {
  "is blocked": [WASM, (route) => route.abort("blockedbyclient")],
  "is not on the server": [WASM, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<!doctype html>" })],
  "breaks off half way": [WASM, async (route) => wasm(route, (await original(route)).subarray(0, 40_000))],
  "is empty": [WASM, (route) => wasm(route, Buffer.alloc(0))],
  "is of another release than its script": [WASM, (route) => wasm(route, foreign)],
  "has no script": [GLUE, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<!doctype html>" })],
  "has a script that is a login page": [GLUE, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><p>登录" })],
  "has a script that breaks off": [GLUE, async (route) => script(route, (await original(route)).subarray(0, 9000))],
  "has a script without a start": [GLUE, (route) => script(route, "export {};")],
};

for (const [name, [file, spoil]] of Object.entries(LOST)) {
  test(`when the app ${name} the written page stays, and its links lead on`, () => {
    // The browser refuses a script of the wrong type with a line of its own.
    const console = file === GLUE ? [...quiet.expect.console, /MIME type/] : quiet.expect.console;
    return visit(SHULE, "reports/2019", { wait: false, expect: { ...quiet.expect, console }, before: (page) => page.route(file, spoil) }, async (page) => {
      await page.waitForLoadState("networkidle");
      await heading(page, "2019年政府信息公开年报").waitFor();
      assert.equal(await page.locator("html").getAttribute("data-ready"), null);
      await column(page, "互动渠道").click();
      await heading(page, "互动渠道").waitFor();
      await main(page).getByText(`共${SHULE.channels.length}个渠道`).waitFor();
      await page.goBack();
      await heading(page, "2019年政府信息公开年报").waitFor();
    });
  });
}

test("an engine that knows WebAssembly but refuses the app's features keeps the written page", () =>
  visit(SHULE, "", { wait: false, ...quiet, before: (page) => page.addInitScript(() => (WebAssembly.validate = () => false)) }, async (page) => {
    await column(page, "政策").click();
    await heading(page, "政策").waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator("html").getAttribute("data-ready"), null);
  }));

test("whoever leaves before slow data has come finds the next page whole, and the late answer changes nothing", () =>
  visit(SHULE, "", {}, async (page) => {
    let release;
    const late = new Promise((resolve) => (release = resolve));
    await page.route("**/data/policies.json", async (route) => {
      await late;
      await route.continue().catch(() => {});
    });
    await openColumn(page, "政策");
    await openColumn(page, "政府信息公开制度");
    release();
    await page.getByRole("heading", { name: SHULE.rules.sections[0].heading }).waitFor();
    await page.waitForLoadState("networkidle");
    await heading(page, "政府信息公开制度").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.unroute("**/data/policies.json");
    await openColumn(page, "政策");
    await main(page).getByText(`共${SHULE.policies.length}条`).waitFor();
  }));

test("data that is lost while moving about comes with a retry, as often as it takes", () =>
  visit(SHULE, "", { expect: quiet.expect }, async (page) => {
    await page.route("**/data/catalogue.json", (route) => route.abort("connectionreset"));
    await openColumn(page, "依法主动公开目录");
    const retry = page.getByRole("alert").getByRole("button", { name: "重试" }).first();
    await retry.click();
    await page.getByRole("alert").first().waitFor();
    await page.unroute("**/data/catalogue.json");
    await retry.press("Enter");
    await main(page).getByText(`共${SHULE.entries.length}条`, { exact: true }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    const place = await page.evaluate(() => document.activeElement.textContent);
    assert.ok(place.includes(`共${SHULE.entries.length}条`), "the focus stays where the content came");
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  }));

/** What the page holds after the garbage is gone: bytes of script, bytes of the app, nodes, listeners. */
async function held(page, wire) {
  await wire.send("HeapProfiler.collectGarbage");
  await wire.send("HeapProfiler.collectGarbage");
  const { metrics } = await wire.send("Performance.getMetrics");
  const metric = (name) => metrics.find((metric) => metric.name === name).value;
  const app = await page.evaluate(() => globalThis.appMemory.buffer.byteLength);
  return { script: metric("JSHeapUsedSize"), app, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
}

test("a long visit holds no more than a short one", (t) =>
  visit(SHULE, "", {
    ...LAPTOP,
    before: (page) =>
      page.addInitScript(() => {
        const remember = ({ instance }) => (globalThis.appMemory = instance.exports.memory);
        const { instantiateStreaming } = WebAssembly;
        WebAssembly.instantiateStreaming = async (...args) => {
          const made = await instantiateStreaming.apply(WebAssembly, args);
          remember(made);
          return made;
        };
      }),
  }, async (page) => {
    const wire = await page.context().newCDPSession(page);
    await wire.send("Performance.enable");
    // The other two are opened by the browser, and everything before them is gone.
    const round = [...COLUMNS.map(([, name]) => name).filter((name) => !["数据", "互动渠道"].includes(name)), "检索", "政策"];
    const rounds = async (n) => {
      for (let i = 0; i < n; i += 1) {
        for (const name of round) {
          if (name === "检索") await page.getByRole("banner").getByRole("link", { name }).click();
          else await column(page, name).click();
          await heading(page, name).waitFor();
          await until(page, "the page is whole", () => !document.querySelector(".gk-skeleton"));
        }
      }
    };
    await rounds(1);
    const early = await held(page, wire);
    await rounds(7);
    const later = await held(page, wire);
    const growth = Object.fromEntries(Object.keys(early).map((key) => [key, later[key] - early[key]]));
    const told = JSON.stringify({ early, later });
    t.diagnostic(told);
    // 56 pages more: a page that stayed would be hundreds of nodes and listeners, and some 100 kB.
    assert.ok(growth.nodes < 300, `nodes: ${told}`);
    assert.ok(growth.listeners < 50, `listeners: ${told}`);
    assert.ok(growth.script < 300_000, `script: ${told}`);
    assert.ok(growth.app <= 262_144, `app: ${told}`);
  }));
