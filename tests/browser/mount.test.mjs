// A view without a frame, on the page of a site that hosts the files itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, finish, openPage, serve, siteFolder } from "./harness.mjs";
import { hostPage } from "./hosts.mjs";
import { LAPTOP, PHONE, forEach, until } from "./pages.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";

/** A page of the site's own origin, served beside it. */
async function own(name, { change, headers = {}, site = "shule", expect, ...visitor }, act) {
  const folder = siteFolder(site, "/");
  const { url } = await serve(folder);
  const before = (page) => page.route("**/county.html*", (route) => route.fulfill({ body: hostPage(name, url, change), contentType: "text/html; charset=utf-8", headers }));
  const page = await openPage({ folder, path: "county.html", wait: false, before, ...PHONE, ...visitor });
  try {
    await act(page);
    await finish(page, expect);
  } finally {
    await page.context().close();
  }
}

const root = (page) => page.locator("gongkai-view");
const mounted = (page) => root(page).getByRole("heading", { level: 1 }).waitFor();

test("a view is mounted into a root of its own, and touches nothing outside of it", () =>
  own("frameless", {}, async (page) => {
    const outside = () =>
      page.evaluate(() => ({
        head: document.head.innerHTML,
        title: document.title,
        address: location.href,
        history: history.length,
        state: history.state,
        storage: localStorage.length + sessionStorage.length,
        ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
        body: [...document.body.children].map(({ tagName }) => tagName),
        globals: Object.keys(self).filter((name) => /gk|gongkai|wasm/i.test(name)),
      }));
    const before = await outside();
    await mounted(page);
    await root(page).getByRole("searchbox").fill("条例");
    await root(page).getByText(/^共\d+条$/).waitFor();
    await root(page).getByRole("button", { name: "清空" }).click();
    assert.equal(await page.evaluate(() => document.querySelector("gongkai-view").shadowRoot.activeElement?.id), "finder-q", "the focus goes to the view's own field, not to the host's of the same id");
    await root(page).getByRole("link", { name: "中华人民共和国政府信息公开条例", exact: true }).click();
    await root(page).getByRole("heading", { level: 1, name: "中华人民共和国政府信息公开条例" }).waitFor();
    await until(page, "the heading has the focus", () => document.querySelector("gongkai-view").shadowRoot.activeElement?.tagName === "H1");
    assert.deepEqual(await outside(), before);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations())?.length ?? 0), 0);
  }));

test("an anchor within a mounted view leads to its place and not to the host's of the same id", () =>
  own("frameless", { ...LAPTOP, site: "pingtan", change: (html) => html.replace('view="policies"', 'view="reports" year="2020"') }, async (page) => {
    await mounted(page);
    await root(page).getByRole("navigation").getByRole("link", { name: /^一、/ }).click();
    assert.ok(!page.url().includes("#"));
    const top = await page.evaluate(() => document.querySelector("gongkai-view").shadowRoot.querySelector("#s1").getBoundingClientRect().top);
    assert.ok(Math.abs(top) < 400, `${top}`);
  }));

test("mounted and removed again fifty times, memory is as it was", (t) =>
  own("frameless", { site: "pingtan", change: (html) => html.replace(/<gongkai-view[\s\S]*<\/gongkai-view>/, '<div id="place"></div>') }, async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    const measure = async () => {
      // A view's last timers run out.
      await page.waitForTimeout(1000);
      await client.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(100);
      await client.send("HeapProfiler.collectGarbage");
      const { metrics } = await client.send("Performance.getMetrics");
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      const wasm = await page.evaluate(() => globalThis.memory?.buffer.byteLength ?? 0);
      return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize"), wasm };
    };
    await page.evaluate(() => {
      // The program's memory, as the engine gives it out.
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...given) => {
        const made = await instantiateStreaming(...given);
        globalThis.memory = made.instance.exports.memory;
        return made;
      };
    });
    const cycle = (times) =>
      page.evaluate(async (times) => {
        const { mount } = await import("/embed/mount.js");
        const place = document.querySelector("#place");
        // In a function of its own, so that no variable of this one keeps what was found.
        const has = (what) => place.shadowRoot.querySelector(what) !== null;
        for (let time = 0; time < times; time += 1) {
          const view = await mount(place, { view: time % 2 ? "policies" : "statistics" });
          while (!has(time % 2 ? ".gk-results" : "svg")) await new Promise((next) => setTimeout(next, 10));
          view.remove();
          view.remove();
          if (place.shadowRoot.childElementCount) throw new Error("something is left");
        }
      }, times);
    await cycle(10);
    // Memory never shrinks and is as large as the most that was ever needed at once, which depends on when the browser
    // lets go of a view. What is leaked would be seen in every round: 25 lists of policies take half a megabyte each.
    let before, after;
    for (let round = 0; round < 3; round += 1) {
      [before, after] = [after ?? (await measure()), await cycle(50).then(measure)];
      t.diagnostic(`before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
      assert.ok(before.wasm > 0);
      if (after.wasm - before.wasm < 6_000_000) break;
    }
    assert.ok(after.wasm - before.wasm < 6_000_000, `the program's memory grew from ${before.wasm} to ${after.wasm}, and before`);
    // The browser may hold the last view until the next one comes; fifty would be 60,000 nodes and 5,000 listeners.
    assert.ok(after.nodes - before.nodes < 3000, `nodes: ${before.nodes} and ${after.nodes}`);
    assert.ok(after.listeners - before.listeners < 300, `listeners: ${before.listeners} and ${after.listeners}`);
    assert.ok(after.heap - before.heap < 1_000_000, `heap: ${before.heap} and ${after.heap}`);
  }));

test("it can be mounted into an element, into one that can have no root, and into a root of the host's", () =>
  own("frameless", { change: (html) => html.replace(/<gongkai-view[\s\S]*<\/gongkai-view>/, '<div id="a"></div><table><tr><td id="b"></td></tr></table><div id="c"></div>') }, async (page) => {
    await page.evaluate(async () => {
      const { mount } = await import("/embed/mount.js");
      const closed = document.querySelector("#c").attachShadow({ mode: "closed" });
      closed.append("县政府网站自己的");
      globalThis.views = await Promise.all([mount(document.querySelector("#a"), { view: "guide" }), mount(document.querySelector("#b"), { view: "channels?want=ask" }), mount(closed, { view: "rules" })]);
      globalThis.ofTheHost = closed;
    });
    await until(page, "all have their headings", () => [document.querySelector("#a").shadowRoot, document.querySelector("#b").firstElementChild.shadowRoot, ofTheHost].map((root) => root.querySelector("h1")?.textContent).join() === "政府信息公开指南,互动渠道,政府信息公开制度");
    await until(page, "the choice is taken", () => document.querySelector("#b").firstElementChild.shadowRoot.querySelector("[aria-pressed=true]")?.textContent === "咨询");
    const left = await page.evaluate(() => {
      views.forEach((view) => view.remove());
      return [document.querySelector("#a").shadowRoot.childElementCount, document.querySelector("#b").childElementCount, ofTheHost.textContent];
    });
    assert.deepEqual(left, [0, 0, "县政府网站自己的"]);
  }));

test("removed before it has come, a view does not come any more; put back, it does", () =>
  own("frameless", {}, async (page) => {
    await page.waitForFunction(() => customElements.get("gongkai-view"));
    await page.evaluate(() => {
      globalThis.element = document.querySelector("gongkai-view");
      element.remove();
    });
    await page.waitForTimeout(1500);
    assert.equal(await page.evaluate(() => element.shadowRoot?.querySelector("h1") ?? null), null);
    await page.evaluate(() => document.body.append(element, element.cloneNode()));
    await until(page, "both are there", () => [...document.querySelectorAll("gongkai-view")].filter((one) => one.shadowRoot?.querySelectorAll("h1").length === 1).length === 2);
  }));

test("a host with the strictest policy that lets its own files run shows the view", () =>
  own("frameless", { headers: { "Content-Security-Policy": POLICY } }, async (page) => {
    await mounted(page);
    const size = await page.evaluate(() => getComputedStyle(document.querySelector("gongkai-view").shadowRoot.querySelector("h1")).fontSize);
    assert.equal(size, "28.24px", "the styles are there");
  }));

test("where the program may not run, what stands in the element is shown", () => {
  const policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
  return own("frameless", { headers: { "Content-Security-Policy": policy }, expect: { console: [/wasm|WebAssembly|Content Security Policy/] } }, async (page) => {
    await page.waitForFunction(() => document.querySelector("gongkai-view").shadowRoot?.querySelector("slot"));
    await page.waitForTimeout(500);
    assert.ok(await page.getByRole("link", { name: "政策", exact: true }).isVisible());
  });
});

test("the host's styles stop at the view, whatever they are", () =>
  own("quirks", { ...LAPTOP, site: "pingtan", change: (html) => html.replace("{MODE}", "frameless") }, async (page) => {
    await mounted(page);
    await root(page).locator("td").first().waitFor();
    const styles = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("gongkai-view");
      return [".gk-main", "td", "p"].map((name) => getComputedStyle(shadowRoot.querySelector(name))).map((style) => [style.float, style.letterSpacing, style.fontSize, style.display].join(" "));
    });
    assert.deepEqual(styles.map((style) => style.split(" ").slice(0, 2).join(" ")), ["none normal", "none normal", "none normal"]);
    assert.match(styles[0], / 14px block$/, "letters of the host's text, not 100 px");
    assert.match(styles[1], /table-cell$/);
  }));

test("a mounted view goes by the width of its place: 280 px is enough on a wide page", () =>
  forEach(["policies", "reports/2020", "statistics", "channels"], String, (name) =>
    own("column", { ...LAPTOP, site: "pingtan", change: (html) => html.replace("{VIEW}", name).replace("{MODE}", "frameless") }, async (page) => {
      await mounted(page);
      await page.waitForTimeout(300);
      const wide = await page.evaluate(() => document.querySelector("gongkai-view").shadowRoot.querySelector(".gk-main").scrollWidth);
      assert.ok(wide <= 280, `${wide} px`);
    })));

test("a mounted view takes the host's look and follows its changes", () =>
  own("dark", { change: (html) => html.replace("{THEME}", "light").replace("{MODE}", "frameless") }, async (page) => {
    await mounted(page);
    const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("gongkai-view").shadowRoot.querySelector(".gk-root")).backgroundColor);
    assert.equal(await ground(), "rgb(251, 250, 247)");
    await page.evaluate(() => (document.documentElement.className = "dark"));
    await until(page, "it is dark", () => getComputedStyle(document.querySelector("gongkai-view").shadowRoot.querySelector(".gk-root")).backgroundColor === "rgb(20, 24, 27)");
    assert.deepEqual((await axe(page, ["color-contrast"])).map(({ id }) => id), []);
  }));

test("axe finds nothing wrong with a page that has a mounted view", () =>
  own("frameless", { change: (html) => html.replace('<h1 id="main">', '<main><h1 id="main">').replace("<script src", "</main><script src") }, async (page) => {
    await mounted(page);
    // Two headings of the first level: the host chose to put a page into a page.
    assert.deepEqual((await axe(page)).map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
  }));
