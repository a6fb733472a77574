// Embedded in the county's own website by the element: right in height, quiet, safe, and itself wherever it is put.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET } from "../../bench/budgets.mjs";
import { shiftOf, vitals, watchVitals } from "../../bench/visit.mjs";
import { axe, finish, serve } from "./harness.mjs";
import { framedSite, hostPage, listen, openHost } from "./hosts.mjs";
import { LAPTOP, PHONE, forEach, until } from "./pages.mjs";

const ELEMENTS = "gongkai-view";
/** What a change may take until the host has the right height, in milliseconds. */
const IN_TIME = 100;

/** A visit of a host's page; ends with an empty console but for what is expected. */
async function host(name, options, act) {
  const { expect, ...opening } = options;
  const opened = await openHost(name, opening);
  try {
    await act(opened.page, opened);
    await finish(opened.page, expect);
  } finally {
    await opened.page.context().close();
  }
}

/** The frame of the nth element, once the app has taken it over. */
async function view(page, at = 0) {
  const handle = await page.waitForFunction(({ name, at }) => document.querySelectorAll(name)[at]?.shadowRoot?.querySelector("iframe"), { name: ELEMENTS, at });
  await handle.asElement().scrollIntoViewIfNeeded();
  const frame = await handle.asElement().contentFrame();
  await frame.waitForSelector("html[data-ready]", { state: "attached" });
  return frame;
}

const heightOf = (page, at = 0) => page.evaluate(({ name, at }) => document.querySelectorAll(name)[at].shadowRoot.querySelector("iframe").getBoundingClientRect().height, { name: ELEMENTS, at });
const neededBy = (frame) => frame.evaluate(() => document.body.getBoundingClientRect().height);

/** The height is that of the content, within 1 px, now or a moment later. */
async function assertHigh(page, frame, at = 0) {
  let [is, needed] = [];
  for (let tries = 0; tries < 50; tries += 1) {
    [is, needed] = [await heightOf(page, at), await neededBy(frame)];
    if (Math.abs(is - needed) <= 1) return;
    await page.waitForTimeout(20);
  }
  assert.fail(`the frame ${at} is ${is} px high and needs ${needed}`);
}

/** Notes from now on, in the host, when which height was set. */
const noteHeights = (page, at = 0) =>
  page.evaluate(({ name, at }) => {
    const iframe = document.querySelectorAll(name)[at].shadowRoot.querySelector("iframe");
    globalThis.heights = [];
    new MutationObserver(() => globalThis.heights.push({ height: iframe.getBoundingClientRect().height, at: Date.now() })).observe(iframe, { attributes: true, attributeFilter: ["style"] });
  }, { name: ELEMENTS, at });

/** Does something in the frame; gives the milliseconds until the host's height was right within 1 px, and stayed it. */
async function delayOf(page, frame, change, argument) {
  const began = await frame.evaluate(change, argument);
  await assertHigh(page, frame);
  const needed = await neededBy(frame);
  const set = (await page.evaluate(() => globalThis.heights)).filter(({ at, height }) => at >= began && Math.abs(height - needed) <= 1);
  return set.length ? Math.min(...set.map(({ at }) => at)) - began : 0;
}

/** In the frame: opens or folds what folds. */
function fold() {
  const details = document.querySelector("main details");
  details.open = !details.open;
  return Date.now();
}

test("the frame is as high as its content while it grows and shrinks fifty times, each time within 100 ms", (t) =>
  host("plain", {}, async (page) => {
    const frame = await view(page);
    await noteHeights(page);
    const delays = [];
    for (let time = 0; time < 50; time += 1) delays.push(await delayOf(page, frame, fold));
    const late = delays.filter((delay) => delay > IN_TIME);
    t.diagnostic(`milliseconds: median ${delays.toSorted((a, b) => a - b)[25]}, most ${Math.max(...delays)}`);
    assert.deepEqual(late, []);
    assert.ok(delays.some((delay) => delay > 0), "the height did change");
  }));

test("typing, larger letters and turning the phone change the height in time, too", (t) =>
  host("plain", {}, async (page) => {
    const frame = await view(page);
    await noteHeights(page);
    await frame.getByRole("searchbox").fill("火星移民");
    await frame.getByText("没有条目含有").waitFor();
    assert.ok((await delayOf(page, frame, () => Date.now())) <= IN_TIME);
    await frame.getByRole("searchbox").fill("");
    const client = await page.context().newCDPSession(page);
    const before = await neededBy(frame);
    await client.send("Page.setFontSizes", { fontSizes: { standard: 24 } });
    await until(page, "letters are larger", () => parseFloat(getComputedStyle(document.body).fontSize) === 24);
    const zoomed = await delayOf(page, frame, () => Date.now());
    t.diagnostic(`with letters of 24 px ${await neededBy(frame)} px instead of ${before}`);
    assert.ok((await neededBy(frame)) > before * 1.2 && zoomed <= IN_TIME);
    for (const size of [{ width: 640, height: 360 }, PHONE]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      await assertHigh(page, frame);
    }
  }));

test("a host that narrows what is high does not make the frame breathe for ever", () =>
  host("plain", { change: () => "" }, async (page, { site }) => {
    // The two heights between which the host's limit lies.
    const heights = [];
    for (const width of [300, 600]) {
      await page.setViewportSize({ width, height: 640 });
      await page.setContent(hostPage("loop", site, (html) => html.replace("{LIMIT}", width === 600 ? 0 : 1e6)), { waitUntil: "load" });
      const frame = await view(page);
      await page.waitForTimeout(500);
      heights.push(await neededBy(frame));
    }
    assert.ok(heights[0] > heights[1] + 50, `${heights}`);
    await page.setContent(hostPage("loop", site, (html) => html.replace("{LIMIT}", Math.round((heights[0] + heights[1]) / 2))));
    await view(page);
    await noteHeights(page);
    await page.waitForTimeout(3000);
    const changes = await page.evaluate(() => globalThis.heights.length);
    const last = await page.evaluate(() => globalThis.heights.filter(({ at }) => at > Date.now() - 1500).length);
    assert.ok(changes < 40 && last === 0, `${changes} changes, ${last} in the end`);
  }));

test("twenty views on one page are each of their own height, and then all is quiet", () => {
  const views = ["policies", "guide", "rules", "catalogue", "reports", "apply", "statistics", "channels", "search", ""];
  const elements = [...views, ...views].map((name, at) => `<gongkai-view src="{SITE}" view="${name}" loading="eager" title="${at}"></gongkai-view>`);
  const change = (html) => html.replace("{VIEWS}", elements.join("\n"));
  return host("many", { change }, async (page) => {
    for (let at = 0; at < 20; at += 1) await view(page, at);
    await page.waitForTimeout(1500);
    const count = await page.evaluate(async () => {
      let messages = 0;
      addEventListener("message", ({ data }) => (messages += data.height ? 1 : 0));
      await new Promise((done) => setTimeout(done, 1000));
      return messages;
    });
    assert.equal(count, 0, "no height is told when nothing changes");
    for (let at = 0; at < 20; at += 1) {
      const frame = await view(page, at);
      await assertHigh(page, frame, at);
    }
  });
});

test("an element can be added twice, moved, removed and put back, and shows what it showed", () =>
  host("many", { change: (html) => html.replace("{VIEWS}", `<gongkai-view id="a" src="{SITE}" view="policies"></gongkai-view><div id="b"></div>`) }, async (page) => {
    let frame = await view(page);
    await frame.getByRole("link", { name: "中华人民共和国政府信息公开条例", exact: true }).click();
    await frame.getByRole("heading", { level: 1, name: "中华人民共和国政府信息公开条例" }).waitFor();
    await page.evaluate(() => document.querySelector("#b").append(document.querySelector("#a")));
    frame = await view(page);
    await frame.getByRole("heading", { level: 1, name: "中华人民共和国政府信息公开条例" }).waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("#a").shadowRoot.querySelectorAll("iframe").length), 1);
    await page.evaluate(() => {
      globalThis.kept = document.querySelector("#a");
      kept.remove();
    });
    assert.equal(page.frames().length, 1, "nothing of it is left");
    await page.evaluate(() => document.querySelector("#b").append(kept, kept.cloneNode(true)));
    for (const at of [0, 1]) await assertHigh(page, await view(page, at), at);
    const moves = await page.evaluate(() => {
      if (!Element.prototype.moveBefore) return null;
      const before = kept.shadowRoot.querySelector("iframe");
      document.body.moveBefore(kept, document.body.firstChild);
      return kept.shadowRoot.querySelector("iframe") === before;
    });
    assert.notEqual(moves, false, "moved as it is, the frame lives on");
  }));

test("in a tab that is hidden at first, the view has its height as soon as it is seen", () =>
  forEach(["", "loading=\"eager\""], (loading) => loading || "lazy", (loading) =>
    host("tab", { data: "examples/pingtan", change: (html) => html.replace("{LOADING}", loading) }, async (page) => {
      await page.waitForTimeout(500);
      await page.getByRole("tab", { name: "信息公开" }).click();
      const frame = await view(page);
      await frame.getByRole("img").first().waitFor();
      await page.waitForTimeout(500);
      await assertHigh(page, frame);
      assert.ok((await heightOf(page)) > 2000);
    })));

test("aggressive styles of a quirks-mode host do not reach the view", () =>
  host("quirks", { ...LAPTOP, data: "examples/pingtan", change: (html) => html.replace("{MODE}", "") }, async (page) => {
    assert.equal(await page.evaluate(() => document.compatMode), "BackCompat");
    const frame = await view(page);
    await frame.locator("table").first().waitFor();
    await page.waitForTimeout(300);
    await assertHigh(page, frame);
    const styles = await frame.evaluate(() => [".gk-main", "td"].map((name) => getComputedStyle(document.querySelector(name))).map(({ float, display, fontSize, letterSpacing }) => ({ float, display, fontSize, letterSpacing })));
    assert.deepEqual(styles.map(({ float, letterSpacing }) => `${float} ${letterSpacing}`), ["none normal", "none normal"]);
    assert.equal(styles[1].display, "table-cell");
    assert.equal(styles[0].fontSize, "14px", "the letters are as large as the host's text, not as its root");
    const width = await page.evaluate((name) => document.querySelector(name).getBoundingClientRect().width, ELEMENTS);
    assert.ok(width > 1000, `the view is ${width} px wide`);
  }));

test("a column of 280 px is enough for every view", () =>
  forEach(["policies", "channels", "reports/2020", "statistics", "catalogue", "guide", ""], String, (name) =>
    host("column", { ...LAPTOP, data: "examples/pingtan", change: (html) => html.replace("{VIEW}", name).replace("{MODE}", "") }, async (page) => {
      const frame = await view(page);
      await page.waitForTimeout(300);
      const [wide, room] = await frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(room <= 280 && wide <= room, `${wide} px in ${room}`);
    })));

test("a host written from right to left has the view as it is", () =>
  host("rtl", {}, async (page) => {
    const frame = await view(page);
    await page.waitForTimeout(300);
    assert.equal(await frame.evaluate(() => getComputedStyle(document.querySelector("h1")).direction), "ltr");
    await assertHigh(page, frame);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  }));

/** Pages of this machine's that neither the host nor the site knows. */
const STRANGERS = { expect: { foreign: [/^http:\/\/127\.0\.0\.1:/] } };

test("a view in a page that is itself in a frame talks to that page only", () =>
  host("plain", STRANGERS, async (inner, { origin }) => {
    const outer = await listen(() => ({ body: `<!doctype html><meta charset="utf-8"><title>外层</title><iframe src="${origin}" width="100%" height="900" title="内层"></iframe>` }));
    await inner.addInitScript(() => {
      if (parent === self) addEventListener("message", () => (globalThis.heard = true));
    });
    await inner.goto(`http://${outer}/`);
    const middle = inner.frames()[1];
    await middle.waitForFunction(() => document.querySelector("gongkai-view")?.shadowRoot?.querySelector("iframe").style.height !== "600px");
    const frame = inner.frames().find((frame) => frame.parentFrame() === middle);
    await frame.waitForSelector("html[data-ready]", { state: "attached" });
    await inner.waitForTimeout(300);
    const height = await middle.evaluate(() => document.querySelector("gongkai-view").shadowRoot.querySelector("iframe").getBoundingClientRect().height);
    assert.ok(Math.abs(height - (await neededBy(frame))) <= 1);
    assert.equal(await inner.evaluate(() => globalThis.heard), undefined);
  }));

const STRICT = (site) => {
  const { origin } = new URL(site);
  return { "Content-Security-Policy": `default-src 'none'; script-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'` };
};

test("a host with a strict security policy shows the view and reports no violation", async () => {
  const { url } = await serve(framedSite("data"));
  await host("plain", { headers: STRICT(url) }, async (page) => {
    const frame = await view(page);
    await page.waitForTimeout(300);
    await assertHigh(page, frame);
  });
});

test("where frames are forbidden, by the host or by the site, a plain link stands there", async (t) => {
  const { url } = await serve(framedSite("data"));
  const { origin } = new URL(url);
  const cases = [
    ["the host forbids frames", { headers: { "Content-Security-Policy": `default-src 'none'; script-src ${origin}; frame-src 'none'` }, expect: { console: [/Content Security Policy|Framing/i] } }],
    ["the site does not name the host", { folder: framedSite("data", []), expect: { console: [/frame-ancestors/i], failed: [/./] } }],
  ];
  for (const [what, options] of cases) {
    await t.test(what, () =>
      host("plain", options, async (page) => {
        const link = page.locator(ELEMENTS).getByRole("link", { name: "政策", exact: true });
        await link.waitFor({ timeout: 8000 });
        assert.match(await link.getAttribute("href"), /\/policies$/);
        const { width, height } = await page.locator(ELEMENTS).boundingBox();
        assert.ok(height < 100 && width > 100, "the frame leaves no hole");
      }));
  }
});

test("nobody but the frame sets the height, and nobody but the host sets the look", () =>
  host("plain", STRANGERS, async (page, { site }) => {
    const frame = await view(page);
    await page.waitForTimeout(300);
    const right = await heightOf(page);
    const attacker = await listen(() => ({ body: "<!doctype html><title>x</title>" }));
    await page.evaluate(async (address) => {
      const other = document.createElement("iframe");
      other.src = address;
      other.name = "other";
      const loaded = new Promise((done) => (other.onload = done));
      document.body.append(other);
      await loaded;
    }, `http://${attacker}/`);
    const secret = await page.evaluate((name) => document.querySelector(name).shadowRoot.querySelector("iframe").name.split(" ")[1], ELEMENTS);
    const other = page.frames().find((frame) => frame.url().includes(attacker));
    const said = { gongkai: secret, height: 9999, view: "evil", title: "evil", at: 5000, theme: "paper:#ff0000" };
    // Another window with the right secret, the host itself, and the frame without the secret.
    await other.evaluate((said) => {
      parent.postMessage(said, "*");
      for (let at = 0; at < parent.frames.length; at += 1) parent.frames[at].postMessage(said, "*");
    }, said);
    await page.evaluate((said) => postMessage(said, "*"), said);
    await frame.evaluate((said) => parent.postMessage({ ...said, gongkai: "guessed" }, "*"), said);
    await frame.evaluate((said) => postMessage(said, "*"), said);
    await page.waitForTimeout(300);
    assert.equal(await heightOf(page), right);
    assert.equal(await page.evaluate((name) => document.querySelector(name).shadowRoot.querySelector("iframe").title, ELEMENTS), "政策 - 疏勒县政府信息公开");
    assert.notEqual(await frame.evaluate(() => document.documentElement.style.getPropertyValue("--gk-paper")), "#ff0000");
    // Another page in the frame's place, of another origin, with the right secret in its name.
    const away = await listen(() => ({ body: "<!doctype html><title>x</title>" }));
    await frame.evaluate((address) => location.assign(address), `http://${away}/`);
    await page.waitForTimeout(500);
    await page.frames()[1].evaluate((said) => parent.postMessage(said, "*"), said);
    await page.waitForTimeout(300);
    assert.equal(await heightOf(page), right, `the frame left ${site}`);
  }));

test("the look is taken from tokens that are understood, and nothing else of the host reaches the styles", () =>
  host("plain", { change: (html) => html.replace("view=\"policies\"", `view="policies" accent="red;} body{display:none" link="url(//evil)" text="#0000zz" paper="expression(1)" size="9999" scheme="weird"`) }, async (page) => {
    const frame = await view(page);
    const style = await frame.evaluate(() => document.documentElement.getAttribute("style"));
    assert.doesNotMatch(style, /red|evil|expression|weird|zz/);
    assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px", "lengths have limits");
    assert.ok(await frame.getByRole("heading", { level: 1 }).isVisible());
  }));

test("the view takes the host's size of letters and its brightness, its colours when asked, and follows changes", () =>
  host("dark", { change: (html) => html.replace("{THEME}", "light").replace("{MODE}", "") }, async (page) => {
    const frame = await view(page);
    const look = () =>
      frame.evaluate(() => {
        const style = getComputedStyle(document.body);
        const button = document.querySelector(".gk-button:not(.gk-button--quiet)");
        return { size: style.fontSize, ground: style.backgroundColor, ink: style.color, accent: getComputedStyle(button).backgroundColor, scheme: getComputedStyle(document.documentElement).colorScheme };
      });
    const light = await look();
    assert.equal(light.size, "20px");
    assert.equal(light.scheme, "light");
    assert.notEqual(light.accent, "rgb(255, 215, 0)", "gold on white cannot be read: it was made darker");
    await page.evaluate(() => (document.documentElement.className = "dark"));
    await frame.waitForFunction(() => getComputedStyle(document.documentElement).colorScheme === "dark");
    const dark = await look();
    assert.equal(dark.accent, "rgb(255, 215, 0)", "gold on black can");
    assert.notEqual(dark.ground, light.ground);
    assert.deepEqual((await axe(page, ["color-contrast"])).map(({ id }) => id), []);
  }));

test("links between views stay in the frame, other links leave it, and the host's page follows to the view's head", () =>
  host("plain", {}, async (page) => {
    const frame = await view(page);
    const entry = frame.getByRole("link", { name: "2019年政务公开主要任务", exact: true });
    await entry.scrollIntoViewIfNeeded();
    assert.ok((await page.evaluate(() => scrollY)) > 300);
    await entry.click();
    const heading = frame.getByRole("heading", { level: 1, name: "2019年政务公开主要任务" });
    await heading.waitFor();
    await until(page, "the head of the view is in sight", (name) => document.querySelector(name).getBoundingClientRect().top > -2, ELEMENTS);
    assert.equal(await frame.evaluate(() => document.activeElement.tagName), "H1", "the heading has the focus, so that it is read out");
    const title = () => page.evaluate((name) => document.querySelector(name).shadowRoot.querySelector("iframe").title, ELEMENTS);
    await until(page, "the frame's name follows", (name) => document.querySelector(name).shadowRoot.querySelector("iframe").title.startsWith("2019年政务公开主要任务"), ELEMENTS);
    assert.match(await title(), /疏勒县政府信息公开$/);
    for (const part of [".gk-top", ".gk-foot", ".gk-skip"]) assert.equal(await frame.locator(part).isVisible(), false);
    assert.match(frame.url(), /\?embed=/, "loaded again, it is a view in a frame again");
    const outside = await frame.evaluate(() => {
      addEventListener("click", (event) => event.preventDefault());
      return ["https://www.gov.cn/", "/gk/policies/by-year/", "/gk/downloads/policies.csv"].map((href) => {
        const link = document.querySelector("main").appendChild(document.createElement("a"));
        link.href = href;
        link.click();
        return link.target;
      });
    });
    assert.deepEqual(outside, ["_blank", "_blank", "_blank"]);
  }));

test("a page that comes with another app opens within the frame, too", () =>
  host("plain", { change: (html) => html.replace("view=\"policies\"", "view=\"\"") }, async (page) => {
    const frame = await view(page);
    await frame.locator("main").getByRole("link", { name: /^数据/ }).click();
    await frame.getByRole("heading", { level: 1, name: "数据" }).waitFor();
    assert.equal(await frame.locator(".gk-top").isVisible(), false);
    await frame.waitForSelector("html[data-ready]", { state: "attached" });
    await page.waitForTimeout(300);
    await assertHigh(page, frame);
  }));

test("an anchor within a view scrolls the host, whose page it is", () =>
  host("plain", { ...LAPTOP, data: "examples/pingtan", change: (html) => html.replace("view=\"policies\"", "view=\"reports\" year=\"2020\"") }, async (page) => {
    const frame = await view(page);
    await frame.getByRole("navigation").getByRole("link", { name: /^四、/ }).click();
    const top = () => frame.evaluate(() => document.querySelector("#s4").getBoundingClientRect().top);
    await page.waitForFunction(() => scrollY > 500);
    const frameTop = await page.evaluate((name) => document.querySelector(name).getBoundingClientRect().top, ELEMENTS);
    assert.ok(Math.abs(frameTop + (await top())) < 60, `the section is at ${frameTop + (await top())}`);
  }));

test("the keyboard walks through the view, and the host's page goes with it", () =>
  host("plain", {}, async (page) => {
    const frame = await view(page);
    await page.evaluate(() => scrollTo(0, 0));
    await frame.getByRole("searchbox").focus();
    for (let step = 0; step < 12; step += 1) await page.keyboard.press("Tab");
    const place = await frame.evaluate(() => document.activeElement.getBoundingClientRect().top);
    const frameTop = await page.evaluate((name) => document.querySelector(name).getBoundingClientRect().top, ELEMENTS);
    assert.ok(place > 640, "far down in the view");
    assert.ok(frameTop + place > 0 && frameTop + place < 640, `what has the focus is at ${frameTop + place}`);
  }));

test("asked to, the host's address says what is shown, and shows it again", () =>
  host("plain", { change: (html) => html.replace("height=\"600\"", "height=\"600\" deep-link") }, async (page, { origin }) => {
    let frame = await view(page);
    assert.equal(page.url(), `${origin}/`, "what staff chose is not said");
    await frame.getByRole("searchbox").fill("目录");
    await until(page, "the search is in the address", () => new URL(location).searchParams.get("gongkai")?.startsWith("policies?q="));
    await frame.getByRole("link", { name: "中华人民共和国预算法" }).or(frame.locator(".gk-results a").first()).first().click();
    await until(page, "the entry is in the address", () => /^policies\/\w/.test(new URL(location).searchParams.get("gongkai")));
    const heading = await frame.getByRole("heading", { level: 1 }).innerText();
    await page.reload();
    frame = await view(page);
    await frame.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  }));

test("an address that somebody made up cannot lead the frame out of the site", async () => {
  for (const made of ["https://evil.example/", "//evil.example/", "../../evil", "javascript:alert(1)", "\\\\evil", "http://[", "data:text/html,x"]) {
    await host("plain", { change: (html) => html.replace("height=\"600\"", "height=\"600\" deep-link loading=\"eager\""), query: `?gongkai=${encodeURIComponent(made)}`, expect: { status: [404], console: [/404/] } }, async (page, { site }) => {
      const src = await (await page.waitForFunction((name) => document.querySelector(name).shadowRoot?.querySelector("iframe")?.src, ELEMENTS)).jsonValue();
      assert.ok(src.startsWith(site), `${made}: ${src}`);
      await page.waitForTimeout(200);
    });
  }
});

test("the host's page does not jump when the view comes into the height that was kept free", async () => {
  const { page } = await openHost("plain", { before: watchVitals, change: (html) => html.replace("height=\"600\"", "height=\"3380\" style=\"display:block;min-height:3380px\"") });
  await view(page);
  await page.waitForTimeout(500);
  const shift = shiftOf(await vitals(page));
  await page.context().close();
  assert.ok(shift <= BUDGET.shift, `${shift}`);
});

test("no cookie and no storage is needed: with all of it forbidden the view is the same", () => {
  const before = (page) =>
    page.addInitScript(() => {
      const forbidden = () => {
        throw new DOMException("forbidden", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(self, name, { get: forbidden });
      Object.defineProperty(Document.prototype, "cookie", { get: forbidden, set: forbidden });
      Object.defineProperty(Navigator.prototype, "serviceWorker", { get: forbidden });
    });
  return host("plain", { before }, async (page) => {
    const frame = await view(page);
    await frame.getByRole("searchbox").fill("条例");
    await frame.getByText(/^共\d+条$/).waitFor();
    await page.waitForTimeout(300);
    await assertHigh(page, frame);
    assert.deepEqual(await page.context().cookies(), []);
  });
});

test("axe finds nothing wrong with a host's page that shows a view", () =>
  host("plain", { change: (html) => html.replace("<h1>", "<main><h1>").replace("<script src", "</main><script src") }, async (page) => {
    await view(page);
    assert.deepEqual((await axe(page)).map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
  }));
