// What other sites show of this one, apart from the element: pages written for frames, pieces of HTML, servers of every
// kind, and the page on which staff get the code.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { BUDGET } from "../../bench/budgets.mjs";
import { shiftOf, vitals, watchVitals } from "../../bench/visit.mjs";
import { axe, finish, openPage, serve, siteFolder } from "./harness.mjs";
import { framedSite, listen, openHost } from "./hosts.mjs";
import { LAPTOP, PHONE, PINGTAN, SHULE, forEach, heading, routes, sticksOut, until, untilAddress, visit } from "./pages.mjs";

const FRAME = ".gk-skip, .gk-top, .gk-foot";
const fixture = (path) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

/** Without script, what belongs to it is asked for in vain. */
const noScript = { js: false, expect: { failed: [/csp$/] } };

const isEntry = ({ path }) => /^(policies|catalogue)\/./.test(path);
const isView = (route) => !isEntry(route) && route.path !== "no-such-page";

for (const county of [SHULE, PINGTAN]) {
  test(`every view of ${county.name} is written for a frame: whole without script, without our own frame, and nothing jumps`, () =>
    forEach(routes(county).filter(isView), ({ path }) => `/${path}`, async (route) => {
      const path = `embed/view/${route.path}${route.path && "/"}`;
      await visit(county, path, noScript, async (page) => {
        // Until the styles are here nothing is drawn.
        await page.waitForLoadState("load");
        const text = await page.locator("main").innerText();
        for (const words of route.words) assert.ok(text.includes(words), `“${words}” is not on the page`);
        assert.equal(await page.locator(FRAME).filter({ visible: true }).count(), 0);
        assert.equal(await page.locator('meta[name="robots"]').getAttribute("content"), "noindex");
      });
      await visit(county, path, { before: watchVitals }, async (page) => {
        await page.waitForLoadState("load");
        assert.equal(await page.locator(FRAME).filter({ visible: true }).count(), 0);
        assert.equal(new URL(page.url()).pathname, `/${route.path}${route.path && "/"}`, "the app knows the page by its own address");
        await heading(page, route.heading).waitFor();
        assert.ok(shiftOf(await vitals(page)) <= BUDGET.shift);
      });
    }));
}

test("?embed takes the frame away from any page, single entries among them, and keeps it away", () =>
  forEach(routes(SHULE).filter(({ path }) => path !== "no-such-page"), ({ path }) => `/${path}`, ({ path }) =>
    visit(SHULE, `${path}${path && "/"}?embed`, { before: watchVitals }, async (page) => {
      await page.waitForSelector("html[data-embed]", { state: "attached" });
      await page.waitForLoadState("load");
      assert.equal(await page.locator(FRAME).filter({ visible: true }).count(), 0);
      const link = page.locator(`main a[href^="/"]:not([download]):not([href*="by-"]):not([href*="downloads"])`).filter({ visible: true }).first();
      if (!(await link.count())) return;
      await link.click();
      await until(page, "another view", (before) => location.pathname !== before, `/${path}/`);
      await page.waitForSelector("html[data-ready]", { state: "attached" });
      assert.equal(await page.locator(FRAME).filter({ visible: true }).count(), 0);
      await untilAddress(page, "the frame stays away", (url) => url.searchParams.has("embed"));
    })));

test("?embed takes the frame away before anything is drawn, however late the styles come", () =>
  forEach(["policies/?embed", "policies/regulation/?embed", "reports/2019/?embed"], String, (path) => {
    const before = async (page) => {
      await watchVitals(page);
      await page.route("**/style-*.css", async (route) => {
        await new Promise((later) => setTimeout(later, 500));
        await route.continue();
      });
    };
    return visit(SHULE, path, { before }, async (page) => {
      await page.waitForTimeout(300);
      assert.equal(shiftOf(await vitals(page)), 0);
    });
  }));

test("?embed keeps the frame away from the app's first move on, however late its script comes", () => {
  const before = (page) =>
    page.route("**/frame-*.js", async (route) => {
      await new Promise((later) => setTimeout(later, 1500));
      await route.continue();
    });
  return visit(SHULE, "channels/?embed", { before }, async (page) => {
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await page.locator('main a[href^="/channels#"]').first().click();
    await untilAddress(page, "the frame stays away", (url) => url.hash && url.searchParams.has("embed"));
  });
});

test("a view in a frame keeps nothing on the device", () =>
  visit(SHULE, "embed/view/policies/", { worker: true, wait: true }, async (page) => {
    await page.waitForTimeout(1500);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length), 0);
  }));

test("the element is one file of at most 2 kB, under a free licence, at an address that stays", () => {
  const script = readFileSync(join(siteFolder("shule", "/"), "embed.js"));
  const size = brotliCompressSync(script).length;
  assert.ok(size <= 2000, `${size} bytes`);
  assert.match(script.toString(), /^\/\*! gongkai-view, MIT \*\//);
  assert.doesNotMatch(script.toString(), /import [^(]|require\(/);
});

/** What the editor of a CMS leaves of pasted code. */
const EDITORS = {
  "strips scripts": (html) => html.replace(/<script[\s\S]*?<\/script>/g, ""),
  "strips scripts, unknown elements, styles and classes": (html) =>
    EDITORS["strips scripts"](html).replace(/<\/?gongkai-view[^>]*>/g, "").replace(/ (style|class|id|data-\w+)="[^"]*"/g, ""),
  "strips iframes, too": (html) => EDITORS["strips scripts, unknown elements, styles and classes"](html).replace(/<\/?iframe[^>]*>/g, ""),
  "strips drawings, too": (html) => EDITORS["strips iframes, too"](html).replace(/<svg[\s\S]*?<\/svg>/g, ""),
};

/** The code that the page 嵌入代码 gives for these choices. */
async function codeFor(folder, query) {
  const page = await openPage({ folder, path: `embed/${query}`, ...LAPTOP });
  try {
    const code = page.getByRole("region", { name: "代码" });
    await until(page, "there is code", () => document.querySelector("pre").textContent.length > 50);
    return await code.innerText();
  } finally {
    await page.context().close();
  }
}

test("whatever the editor of a CMS strips, one of the three ways is left and can be read", async (t) => {
  const folder = framedSite("examples/pingtan");
  const element = await codeFor(folder, "?view=statistics&m=applications");
  const frame = await codeFor(folder, "?way=iframe&view=statistics&m=applications&height=700");
  const chart = await codeFor(folder, "?way=html&piece=chart-received");
  const table = await codeFor(folder, "?way=html&piece=report-2025-t3");
  const shown = (name, code, act) => t.test(`${name}`, async () => {
    for (const size of [PHONE, LAPTOP]) {
      const { page } = await openHost("cms", { ...size, folder, change: (html) => html.replace("{CODE}", code) });
      await act(page);
      await finish(page);
      await page.context().close();
    }
  });
  await shown("the element, as it was copied", element, async (page) => {
    const frame = await (await page.waitForFunction(() => document.querySelector("gongkai-view").shadowRoot?.querySelector("iframe"))).asElement().contentFrame();
    await frame.getByRole("img").first().waitFor();
    assert.equal(await frame.evaluate(() => new URL(location).searchParams.get("m")), "applications");
  });
  await shown("the element, without its script: a link", EDITORS["strips scripts"](element), async (page) => {
    assert.match(await page.getByRole("link", { name: "数据" }).getAttribute("href"), /\/gk\/statistics\?m=applications$/);
  });
  await shown("the frame, as it was copied", EDITORS["strips scripts, unknown elements, styles and classes"](frame), async (page) => {
    const iframe = page.locator("iframe");
    assert.equal((await iframe.boundingBox()).height, 700);
    assert.ok(await iframe.getAttribute("title"));
    assert.equal(await iframe.getAttribute("loading"), "lazy");
    const inside = await (await iframe.elementHandle()).contentFrame();
    await inside.getByRole("img").first().waitFor();
    const { scrolls, room, wide } = await inside.evaluate(() => ({ scrolls: document.documentElement.scrollHeight > innerHeight && getComputedStyle(document.documentElement).overflowY !== "hidden", wide: document.documentElement.scrollWidth, room: innerWidth }));
    assert.ok(scrolls && wide <= room, "it has a scroll of its own, downwards only");
  });
  await shown("the frame, stripped: a link", EDITORS["strips iframes, too"](frame), async (page) => {
    assert.equal(await page.getByRole("link", { name: "数据" }).count(), 1);
  });
  for (const [editor, strip] of Object.entries(EDITORS)) {
    await shown(`a chart in an editor that ${editor}`, strip(chart), async (page) => {
      const words = await page.locator(".article").innerText();
      for (const part of ["新收到的申请", "2024", "218", "来源：", "发布编号", "内容版本"]) assert.ok(words.includes(part), part);
      assert.match(await page.getByRole("link", { name: /^新收到的申请/ }).getAttribute("href"), /^http:\/\/127.*\/gk\/statistics\/#received$/);
    });
    await shown(`a table in an editor that ${editor}`, strip(table), async (page) => {
      const rows = await page.locator("table tr").count();
      assert.ok(rows >= 28, `${rows} rows`);
    });
  }
  assert.doesNotMatch(chart + table, /<script|<style|<iframe| style=| class=| on\w+=|href="\/|javascript:/);
});

test("a piece of HTML shows the very numbers of the data", () => {
  const folder = siteFolder("pingtan", "/");
  const pieces = readdirSync(join(folder, "embed/html")).filter((name) => name.endsWith(".html"));
  assert.ok(pieces.length > 40);
  for (const { year, tables = [] } of PINGTAN.reports) {
    for (const table of tables) {
      const html = readFileSync(join(folder, `embed/html/report-${year}-${table.id}.html`), "utf8");
      const shown = [...html.matchAll(/<td align="right">(?:<a [^>]*>)?(?:≠\s*)?([\d\u2009.\-]+)/g)].map(([, number]) => Number(number.replaceAll("\u2009", ""))).sort((a, b) => a - b);
      const numbers = Object.values(table.rows).flatMap((row) => Object.values(row)).map((cell) => cell?.value ?? cell).filter((value) => value !== null && value !== undefined && typeof value !== "object").map(Number).sort((a, b) => a - b);
      assert.deepEqual(shown, numbers, `${year} ${table.id}`);
    }
  }
});

test("a host on http shows a site on https, and a host on https shows a link where the site has only http", async () => {
  const folder = framedSite("data");
  const { url } = await serve(folder);
  const tls = { key: fixture("tls/key.pem"), cert: fixture("tls/certificate.pem") };
  const secure = (answer) => listen(answer, (handle) => createSecureServer(tls, handle));
  // The same server, behind TLS.
  const behind = await secure(async ({ url: path }) => {
    const response = await fetch(new URL(path, url));
    const kept = ["content-type", "content-security-policy"].map((name) => [name, response.headers.get(name)]).filter(([, value]) => value);
    return { status: response.status, headers: Object.fromEntries(kept), body: Buffer.from(await response.arrayBuffer()) };
  });
  const site = `https://${behind}/gk/`;
  const { page } = await openHost("plain", { site, folder, ignoreHTTPSErrors: true });
  const frame = await (await page.waitForFunction(() => document.querySelector("gongkai-view").shadowRoot?.querySelector("iframe"))).asElement().contentFrame();
  await frame.waitForSelector("html[data-ready]", { state: "attached" });
  await until(page, "the height is right", () => document.querySelector("gongkai-view").shadowRoot.querySelector("iframe").offsetHeight > 3000);
  await finish(page);
  await page.context().close();
  // A script that comes without encryption does not run on an encrypted page: what is within the element stays.
  const { page: secured } = await openHost("plain", { site: url.replace("127.0.0.1", "county.example"), folder, ignoreHTTPSErrors: true, create: (handle) => createSecureServer(tls, handle) });
  await secured.getByRole("link", { name: "政策", exact: true }).waitFor();
  assert.equal(await secured.evaluate(() => customElements.get("gongkai-view")), undefined);
  await finish(secured, { console: [/Mixed Content/], failed: [/./] });
  await secured.context().close();
});

test("a server that sends wasm as octet-stream does not keep the view from working", async () => {
  const before = (page) =>
    page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
    });
  const { page } = await openHost("plain", { before });
  const frame = await (await page.waitForFunction(() => document.querySelector("gongkai-view").shadowRoot?.querySelector("iframe"))).asElement().contentFrame();
  await frame.waitForSelector("html[data-ready]", { state: "attached" });
  await frame.getByRole("searchbox").fill("条例");
  await frame.getByText(/^共\d+条$/).waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await finish(page, { console: [/application\/wasm/] });
  await page.context().close();
});

/** A visit of the page 嵌入代码. */
const staff = (query, options, act) => visit(PINGTAN, `embed/${query}`, { ...LAPTOP, ...options }, act);
const code = (page) => page.getByRole("region", { name: "代码" });
const untilCode = (page, part) => until(page, `the code has ${part}`, (part) => document.querySelector("pre").textContent.includes(part), part);

test("staff choose a view, a year, words, a height and colours, see it, and copy the code", () =>
  staff("", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.getByRole("combobox", { name: "栏目" }).selectOption("某一年的年报");
    await page.getByRole("combobox", { name: "年份" }).selectOption("2020年政府信息公开年报");
    await untilCode(page, 'view="reports/2020"');
    const inside = async () => (await (await page.waitForSelector("gongkai-view iframe")).contentFrame());
    await (await inside()).getByRole("heading", { level: 1, name: "2020年政府信息公开年报" }).waitFor();
    await page.getByRole("combobox", { name: "栏目" }).selectOption("政策");
    await page.getByRole("textbox", { name: /^只列含有/ }).fill("公告");
    await page.keyboard.press("Tab");
    await untilCode(page, 'query="q=%E5%85%AC%E5%91%8A"');
    await until(page, "the preview searches", () => document.querySelector("gongkai-view").shadowRoot.querySelector("iframe").src.includes("q=%E5%85%AC"));
    await page.getByRole("combobox", { name: "颜色" }).selectOption("政府网站蓝");
    await untilCode(page, 'accent="#0b5394"');
    await page.getByText("选的颜色都看得清").waitFor();
    await page.getByRole("combobox", { name: "颜色" }).selectOption("自己选");
    await page.getByLabel("主色").fill("#ffd700");
    await page.getByLabel("主色").blur();
    await page.getByText(/^主色#ffd700看不清（对比度1\.\d:1，不到4\.5:1），显示时自动改为#[0-9a-f]{6}。$/).waitFor();
    await (await inside()).locator("mark").first().waitFor();
    await until(page, "the code reserves the height that the preview has come to", () => {
      const height = document.querySelector("gongkai-view").shadowRoot.querySelector("iframe").offsetHeight;
      return document.querySelector("pre").textContent.includes(`height="${Math.ceil(height / 10) * 10}"`);
    });
    await page.getByRole("button", { name: /^复制代码/ }).click();
    await page.getByText("已复制").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await code(page).innerText());
    await page.getByRole("radio", { name: /iframe/ }).check();
    await page.getByRole("spinbutton", { name: "高度（像素）" }).fill("640");
    await page.keyboard.press("Tab");
    await untilCode(page, 'height="640"');
    await until(page, "the preview has the height", () => document.querySelector("gongkai-view").shadowRoot.querySelector("iframe").offsetHeight === 640);
    const address = page.url();
    await page.goto(address);
    await untilCode(page, 'height="640"');
    assert.match(await code(page).innerText(), /embed=accent:ffd700/, "the address keeps what was chosen");
  }));

test("what staff do in the preview goes into the code", () =>
  staff("", {}, async (page) => {
    const frame = await (await page.waitForSelector("gongkai-view iframe")).contentFrame();
    await frame.waitForSelector("html[data-ready]", { state: "attached" });
    await frame.getByRole("searchbox").fill("土地");
    await untilCode(page, 'query="q=%E5%9C%9F%E5%9C%B0"');
    await frame.locator(".gk-results a").first().click();
    await untilCode(page, 'view="policies/');
    await page.getByRole("combobox", { name: "栏目" }).selectOption("互动渠道");
    await untilCode(page, 'view="channels"');
  }));

test("staff see whether what they pasted is old", () =>
  staff("?way=html&piece=chart-received", {}, async (page) => {
    const version = (await page.locator("#old").innerText()).match(/现在的内容版本：([0-9a-f]{8})/)[1];
    await untilCode(page, `内容版本 ${version}`);
    await page.getByRole("textbox", { name: /^贴过的那一段/ }).fill("00000000");
    await page.getByText("和现在的不一样").waitFor();
    await page.getByRole("textbox", { name: /^贴过的那一段/ }).fill(version.toUpperCase());
    await page.getByText("和现在的一样，不用换。").waitFor();
  }));

for (const way of ["", "?way=iframe", "?way=html", "?look=custom"]) {
  test(`the page for staff is a page for everybody (${way || "as it opens"})`, () =>
    forEach([PHONE, { width: 320, height: 640 }, LAPTOP, { ...PHONE, dark: true }], JSON.stringify, (size) =>
      staff(way, size, async (page) => {
        await heading(page, "嵌入代码").waitFor();
        await page.waitForTimeout(300);
        assert.deepEqual((await axe(page)).map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
        assert.equal(await page.evaluate(sticksOut), null);
        const small = await page.locator("main").locator("button, input, select, summary").evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map((one) => (one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one)).filter((one) => one.getBoundingClientRect().height < 43.99).map((one) => one.outerHTML.slice(0, 100)),
        );
        assert.deepEqual(small, []);
      })));
}

test("without script the page for staff has code to copy and the list of pieces", () =>
  staff("", noScript, async (page) => {
    assert.match(await code(page).innerText(), /<gongkai-view src="/);
    await page.getByText("选择和预览要允许网页运行脚本").waitFor();
    const links = await page.locator("details a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(links.length > 40 && links.every((href) => href.startsWith("/embed/html/")));
  }));

test("the page for staff is found from the foot of every page, and is none of the eight columns", () =>
  visit(SHULE, "guide", {}, async (page) => {
    await page.getByRole("contentinfo").getByRole("link", { name: "嵌入代码" }).click();
    await heading(page, "嵌入代码").waitFor();
    assert.equal(await page.getByRole("navigation", { name: "栏目" }).getByRole("link").count(), 8);
    assert.equal(await page.title(), `嵌入代码 - ${SHULE.site.title}`);
    await page.getByRole("navigation", { name: "栏目" }).getByRole("link", { name: "政策", exact: true }).click();
    await heading(page, "政策").waitFor();
  }));
