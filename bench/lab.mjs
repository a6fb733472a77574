// What every part of the bench works with: sites served by the publisher, one Chromium, a slow phone, tables.
//
// `cargo xtask bench` gives the publisher (GONGKAI), the folder of built sites (GONGKAI_SITES) and the browser
// (CHROMIUM).

import { spawn } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { GONGKAI, GONGKAI_SITES, CHROMIUM } = process.env;

/** A low-end phone of 360 by 640 pixels. */
export const PHONE = { width: 360, height: 640 };

/** Slow 4G: 1.6 Mbit/s down, half of that up, 150 ms before every answer. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 800_000 / 8 };

/** Runs `act` with a browser and `serve`, which gives the address of a built site; then ends both. */
export async function inLab(act) {
  const servers = [];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
  const serve = (site) =>
    new Promise((resolve, reject) => {
      const child = spawn(GONGKAI, ["serve", join(GONGKAI_SITES, site), "--port", "0", "--stop-with-input"], { stdio: ["pipe", "pipe", "inherit"] });
      servers.push(child);
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`the site ${site} is not served: exit ${code}`)));
      let said = "";
      child.stdout.on("data", (text) => {
        said += text;
        const address = said.match(/http:\/\/[\d.:]+/);
        if (address) resolve(address[0]);
      });
    });
  try {
    return await act({ browser, serve });
  } finally {
    await browser.close();
    servers.forEach((child) => child.stdin.end());
  }
}

/** Runs `act` with a page that nobody visited before: empty cache, this much slower a processor, slow 4G or not. */
export async function withPage(browser, { cpu = 1, slow4g = false, serviceWorkers = "allow" }, act) {
  const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN", serviceWorkers });
  context.setDefaultTimeout(60_000);
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    await wire.send("Network.enable");
    if (slow4g) await wire.send("Network.emulateNetworkConditions", SLOW_4G);
    return await act(page, wire);
  } finally {
    await context.close();
  }
}

/** The value below which this share of the numbers lies: 0.5 is the median, 1 the greatest. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Whoever reads the times must know what else the machine did. */
export function printLoad() {
  const [minute] = loadavg();
  console.log(`The machine: ${availableParallelism()} processors, load ${minute.toFixed(1)} over the last minute.`);
}

/** Columns of text in one width each; a Chinese character is as wide as two letters. */
export function printTable(rows) {
  const width = (text) => [...text].reduce((sum, character) => sum + (character >= "\u2e80" ? 2 : 1), 0);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => width(row[column]))));
  for (const row of rows) {
    const cells = row.map((text, column) => {
      const space = " ".repeat(widths[column] - width(text));
      return column === 0 ? text + space : space + text;
    });
    console.log(`  ${cells.join("   ")}`.trimEnd());
  }
}
