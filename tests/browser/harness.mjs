// One Chromium and the sites for all tests of a file: opens pages, watches what goes wrong on them.
//
// `cargo xtask test` gives the publisher (GONGKAI), the folder of built sites (GONGKAI_SITES) and the
// browser (CHROMIUM).

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const GONGKAI = process.env.GONGKAI ?? join(root, "target/debug/gongkai");
const SITES = process.env.GONGKAI_SITES ?? join(root, "target/sites");
const { CHROMIUM } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Names of this machine that browsers do not trust as they trust its address. */
const NAMES = "--host-resolver-rules=MAP *.example 127.0.0.1";

/** Long enough for a busy machine; a page that is right never waits for it. */
const PATIENCE = 15_000;

let browser;
const servers = new Map();

after(async () => {
  await (await browser)?.close();
  for (const server of servers.values()) (await server).child.stdin.end();
});

function launch() {
  assert.ok(CHROMIUM, "the variable CHROMIUM must name the browser's program: run `cargo xtask test --only browser`, or set it");
  browser ??= chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", NAMES] });
  return browser;
}

/** The folder of a county's site below a base, which the site itself knows. */
export const siteFolder = (site, base) => join(SITES, base === "/" ? site : `${site}-${base.replaceAll("/", "")}`);

/** The address of a site, served by the publisher until the tests end. */
export function serve(folder, port = 0) {
  if (!servers.has(folder)) {
    servers.set(folder, new Promise((resolve, reject) => {
      const child = spawn(GONGKAI, ["serve", folder, "--port", String(port), "--stop-with-input"], { stdio: ["pipe", "pipe", "inherit"] });
      let said = "";
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`the site ${folder} is not served: exit ${code}`)));
      child.stdout.on("data", (text) => {
        said += text;
        const address = said.match(/http:\/\/\S+/);
        if (address) resolve({ child, url: address[0] });
      });
    }));
  }
  return servers.get(folder);
}

/** Stops serving a site, as far as visitors can tell; gives what serves it again at the same address. */
export async function stopServing(folder) {
  const { child, url } = await serve(folder);
  servers.delete(folder);
  child.stdin.end();
  await new Promise((resolve) => child.once("exit", resolve));
  return () => serve(folder, new URL(url).port);
}

/** Makes the site of a data folder, with the app that the other sites have. */
export function build(data, folder, base = "/") {
  execFileSync(GONGKAI, ["build", data, "-o", folder, "--base", base, "--app", join(root, "dist")], { stdio: "pipe" });
}

/** A visitor: a browser of their own, with nothing in it. Without `worker` the site cannot keep anything on the device. */
export async function newVisitor({ width, height, dark = false, js = true, permissions = [], worker = false, ignoreHTTPSErrors = false }) {
  const context = await (await launch()).newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: "zh-CN",
    reducedMotion: "reduce",
    javaScriptEnabled: js,
    permissions,
    ignoreHTTPSErrors,
    serviceWorkers: worker ? "allow" : "block",
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/**
 * Opens a page, for a visitor of its own unless one is named, and waits until the app has taken it over.
 * `before` runs with the page before it is opened; `wait: false` does not wait for the app.
 */
export async function openPage({ site, path, base = "/", folder = siteFolder(site, base), before, visitor, ...options }) {
  const { js = true, wait = js } = options;
  const { url } = await serve(folder);
  const page = await (visitor ?? (await newVisitor(options))).newPage();
  watch(page, new URL(url).origin);
  await before?.(page);
  await page.goto(url + path, { waitUntil: wait ? "commit" : "domcontentloaded" });
  if (wait) await page.waitForSelector("html[data-ready]", { state: "attached" });
  return page;
}

const watched = new WeakMap();

/** Notes what goes wrong on a page, which may ask these origins only. */
export function watch(page, ...origins) {
  const seen = { console: [], failed: [], status: [], foreign: [] };
  watched.set(page, seen);
  page.on("console", (message) => {
    const text = message.text();
    if (!text.endsWith("blocked by Playwright")) seen.console.push(`${message.type()}: ${text}`);
  });
  page.on("pageerror", (error) => seen.console.push(`uncaught: ${error.message}`));
  page.on("crash", () => seen.console.push("the page crashed"));
  page.on("request", (request) => {
    const url = request.url();
    if (!origins.some((origin) => url.startsWith(origin)) && !/^(data|about):/.test(url)) seen.foreign.push(url);
  });
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    // Given up because the visitor went on: nobody missed it.
    if (errorText !== "net::ERR_ABORTED") seen.failed.push(`${request.url()}: ${errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) seen.status.push([response.status(), response.url()]);
  });
}

/**
 * Asserts that nothing went wrong on the page but what the test expects: console messages (among them
 * violations of the security policy), requests to other places, failed requests, statuses from 400 on.
 */
export async function finish(page, { console = [], failed = [], status = [], foreign = [] } = {}) {
  const seen = watched.get(page);
  const unexpected = (texts, patterns) => texts.filter((text) => !patterns.some((pattern) => pattern.test(text)));
  assert.deepEqual(unexpected(seen.console, console), [], "the console stays empty");
  assert.deepEqual(unexpected(seen.foreign, foreign), [], "nothing is asked of other places");
  assert.deepEqual(unexpected(seen.failed, failed), [], "no request fails");
  assert.deepEqual(seen.status.filter(([code]) => !status.includes(code)), [], "every request is answered");
}

/** What axe finds wrong on the page as it is, by all its rules or by these. */
export async function axe(page, rules) {
  // Evaluated by the debugger and not as a script of the page, whose policy would forbid it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  // What is in a frame is a page of its own, and asked for itself.
  const options = { iframes: false, resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  return violations;
}
