// Takes the pictures of docs/embed.zh-CN.md from a site made of data/: `node tests/embed-pictures.mjs`, with the
// variables of the browser tests (browser/harness.mjs), after the app and the publisher have been built.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build, openPage } from "./browser/harness.mjs";
import { openHost } from "./browser/hosts.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const out = join(root, "docs/embed");
const WIDTH = 860;

/** The example county, at an address and open to every host. */
function site() {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-pictures-"));
  cpSync(join(root, "examples/pingtan"), join(folder, "data"), { recursive: true });
  const file = join(folder, "data/site.json");
  const settings = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...settings, publish: { address: "https://www.example.gov.cn/gk/", frame_ancestors: ["*"] } }));
  build(join(folder, "data"), join(folder, "site"), "/gk/");
  return join(folder, "site");
}

mkdirSync(out, { recursive: true });
const folder = site();

/** A picture of the page between two of its elements. */
async function picture(page, name, first, last = first) {
  const [top, end] = await Promise.all([page.locator(first).first().boundingBox(), page.locator(last).last().boundingBox()]);
  const scrolled = await page.evaluate(() => scrollY);
  const clip = { x: 0, y: Math.max(top.y + scrolled - 12, 0), width: page.viewportSize().width, height: end.y + end.height - top.y + 24 };
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true, clip });
}

async function staff(query, act) {
  const page = await openPage({ folder, path: `embed/${query}`, width: WIDTH, height: 900 });
  await page.waitForTimeout(2500);
  await act(page);
  await page.context().close();
}

test("pictures", async () => {
  await staff("?view=statistics&m=applications&look=red", async (page) => {
    await picture(page, "choose", "main h1", "#look");
    await picture(page, "copy", "#code");
  });
  await staff("?view=policies&look=custom&accent=%23ffd700", (page) => picture(page, "colours", "#look"));
  await staff("?way=html&piece=chart-received", async (page) => {
    await page.locator("#old input").fill("00000000");
    await picture(page, "old", "#old");
  });
  const page = await openPage({ folder, path: "embed/?view=statistics&m=applications&look=red", width: WIDTH, height: 900 });
  await page.waitForTimeout(2500);
  const code = await page.locator("pre").innerText();
  const piece = readFileSync(join(folder, "embed/html/chart-received.html"), "utf8");
  await page.context().close();
  for (const [name, html, height] of [["result", code, 900], ["result-html", piece, 900]]) {
    const change = (text) => text.replace("{CODE}", html.replaceAll("https://www.example.gov.cn/gk/", "{SITE}"));
    const { page } = await openHost("cms", { folder, change, width: 480, height });
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(out, `${name}.png`) });
    await page.context().close();
  }
});
