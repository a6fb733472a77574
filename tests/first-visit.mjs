// What a first visit of a page transfers, file by file: the compressed bodies as Chromium counts them, and the
// whole with the headers of the preview server.
// Called by `cargo xtask bench`: first-visit.mjs SITE [PATH…]

import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [site, ...paths] = process.argv.slice(2);

/** The site's address, served by the publisher until `stop`. */
async function serve() {
  const child = spawn(process.env.GONGKAI, ["serve", site, "--port", "0", "--stop-with-input"], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.on("exit", (code) => reject(new Error(`the site is not served: exit ${code}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const address = said.match(/http:\/\/[\d.]+:\d+/);
      if (address) resolve(address[0]);
    });
  });
  return { url, stop: () => child.stdin.end() };
}

/** Every file of a visit with an empty cache: its address, the bytes of its body and those with headers. */
async function visit(browser, url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  const addresses = new Map();
  const bodies = new Map();
  const lengths = new Map();
  const files = [];
  wire.on("Network.dataReceived", ({ requestId, encodedDataLength }) => bodies.set(requestId, (bodies.get(requestId) ?? 0) + encodedDataLength));
  wire.on("Network.responseReceived", ({ requestId, response }) => {
    addresses.set(requestId, new URL(response.url).pathname);
    lengths.set(requestId, Number(response.headers["content-length"] ?? response.headers["Content-Length"] ?? 0));
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    // A body that came in one piece with its headers is not counted apart: then its length header tells.
    files.push([addresses.get(requestId), bodies.get(requestId) || lengths.get(requestId) || 0, encodedDataLength]);
  });
  await page.goto(url);
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  await page.waitForLoadState("networkidle");
  await context.close();
  return files.filter(([, , bytes]) => bytes > 0);
}

const { url, stop } = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
for (const path of paths.length > 0 ? paths : ["/"]) {
  const files = await visit(browser, url + path);
  const total = (part) => (files.reduce((sum, file) => sum + file[part], 0) / 1000).toFixed(1);
  console.log(`\nFirst visit of ${path}: ${total(1)} kB brotli, ${total(2)} kB with headers`);
  for (const [file, bytes] of files.sort((a, b) => b[1] - a[1])) {
    console.log(`  ${String(bytes).padStart(8)}  ${file}`);
    if (file.endsWith(".wasm")) console.log(`  ${String(statSync(join(site, file)).size).padStart(8)}  (the same, unpacked)`);
  }
}
await browser.close();
stop();
