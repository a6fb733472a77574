// Without a network: what was kept opens and says so; a new release comes as a whole, when the visitor wants it;
// whatever happens to what is kept, the site works as if nothing had been.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, finish, newVisitor, openPage, serve, siteFolder, stopServing } from "./harness.mjs";
import { COLUMNS, Finder, LAPTOP, PHONE, SHULE, column, forEach, heading, main, openColumn, searchField, untilPromised, violations } from "./pages.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "gongkai-offline-"));
after(() => rmSync(work, { recursive: true, force: true }));

/** What the browser itself says about a network that is not there. */
const cut = { console: [/net::ERR_/], failed: [/./] };

const offlineBar = (page) => page.getByRole("status").filter({ hasText: "现在没有网络" });
const updateButton = (page) => page.getByRole("button", { name: "有新内容，点此更新" });

let n = 0;

/** A site of its own, that can be published anew. */
function publish(base = "/") {
  n += 1;
  const [data, folder] = [join(work, `data-${n}`), join(work, `site-${n}`)];
  cpSync(join(ROOT, "data"), data, { recursive: true });
  const site = {
    folder,
    base,
    /** Changes a file of the data folder. */
    change(file, edit) {
      const content = JSON.parse(readFileSync(join(data, file), "utf8"));
      edit(content);
      writeFileSync(join(data, file), JSON.stringify(content));
    },
    release: () => build(data, folder, base),
  };
  site.release();
  return site;
}

/** Changes the two files whose words the tests look for: one that is always kept, one that is kept when seen. */
function nextRelease(site) {
  site.change("site.json", (site) => (site.notice = "第二版的说明。"));
  site.change("rules.json", (rules) => (rules.sections[0].heading = "第二版的制度"));
  site.change("policies.json", (file) => (file.policies[0].title = "第二版的政策"));
  site.release();
}

/** Waits until these files are kept, whole releases by their `?kept`. */
const untilHas = (page, ...names) =>
  untilPromised(page, `${names} are kept`, async (names) => {
    const urls = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return names.every((name) => urls.flat().some((url) => url.endsWith(name)));
  }, names);

/** Waits until the search engine is kept: the last of what a first visit keeps. */
const untilEngine = (page) =>
  untilPromised(page, "the search engine is kept", async () => {
    const keys = await (await caches.open((await caches.keys())[0])).keys();
    return keys.some(({ url }) => /engine-[0-9a-f]+\.wasm$/.test(url));
  });

/** Waits until the site is kept on the device, and its worker answers for the page. */
async function untilKept(page) {
  await untilHas(page, "?kept");
  await untilPromised(page, "the worker answers", () => navigator.serviceWorker.controller?.state === "activated");
}

/** A visitor whose first visit is over: the page that they look at, with the site kept on the device. */
async function afterOneVisit({ site, base, folder = siteFolder(site, base ?? "/"), ...options }, path = "") {
  const visitor = await newVisitor({ ...PHONE, worker: true, ...options });
  const page = await openPage({ visitor, folder, path });
  await untilKept(page);
  let serveAgain;
  return {
    visitor,
    page,
    /** The network goes: the browser knows, and the site does not answer its worker either. */
    async disconnect() {
      await visitor.setOffline(true);
      serveAgain = await stopServing(folder);
    },
    async reconnect() {
      await serveAgain();
      await visitor.setOffline(false);
    },
    async leave() {
      await visitor.close();
      await serveAgain?.();
    },
  };
}

async function goTo(page, path) {
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForSelector("html[data-ready]", { state: "attached" });
}

for (const base of ["/", "/gk/"]) {
  test(`after one visit of ${base} every column opens without a network and says so, but for what was never seen`, async () => {
    const { page, disconnect, reconnect, leave } = await afterOneVisit({ site: "shule", base });
    const url = page.url();
    await disconnect();
    await offlineBar(page).waitFor();
    const columns = COLUMNS.filter(([path]) => !["policies", "catalogue", "statistics", "channels"].includes(path));
    const pages = [["", SHULE.site.title], ...columns, ["reports/2019", "2019年政府信息公开年报"]];
    await forEach(pages, ([path]) => path, async ([path, title]) => {
      await goTo(page, url + path);
      await heading(page, title).waitFor();
      assert.equal(await page.getByRole("alert").count(), 0, "every part is there");
      await offlineBar(page).waitFor();
      assert.match(await offlineBar(page).innerText(), /看到的是20\d\d年\d+月\d+日 \d\d:\d\d保存在这台设备上的内容/);
    });
    await column(page, "数据").click();
    await heading(page, "数据").waitFor();
    await offlineBar(page).waitFor();
    await page.getByRole("heading", { level: 2, name: "年报正文中的其他数字" }).waitFor();
    await column(page, "互动渠道").click();
    await heading(page, "互动渠道").waitFor();
    await offlineBar(page).waitFor();
    await main(page).getByText(`共${SHULE.channels.length}个渠道`).waitFor();
    await column(page, "政策").click();
    await heading(page, "政策").waitFor();
    assert.match(await page.getByRole("alert").innerText(), /网络没有连通/, "what was never seen says why it is not there");
    await reconnect();
    await page.getByRole("button", { name: "重试" }).first().click();
    await main(page).getByText(`共${SHULE.policies.length}条`).waitFor();
    await offlineBar(page).waitFor({ state: "detached" });
    await finish(page, cut);
    await leave();
  });

  test(`policies and entries that were seen open without a network below ${base}, with the query of the address`, async () => {
    const { page, disconnect, leave } = await afterOneVisit({ site: "shule", base }, "policies");
    const url = page.url().replace("policies", "");
    await openColumn(page, "依法主动公开目录");
    await untilHas(page, "data/policies.json", "data/catalogue.json");
    await untilEngine(page);
    await disconnect();
    await goTo(page, `${url}policies?q=${encodeURIComponent("预算法")}`);
    assert.equal(await searchField(page).inputValue(), "预算法");
    await untilPromised(page, "the search is done", () => document.querySelector("main mark"));
    await goTo(page, `${url}policies/${SHULE.policies[0].id}`);
    await heading(page, SHULE.policies[0].title).waitFor();
    await column(page, "数据").click();
    await heading(page, "数据").waitFor();
    await goTo(page, `${url}catalogue`);
    await new Finder(page).untilCount(SHULE.entries.length);
    await finish(page, cut);
    await leave();
  });
}

test("a page with an app of its own works without a network once it was seen", async () => {
  const { page, disconnect, leave } = await afterOneVisit({ site: "shule" });
  await goTo(page, new URL("statistics", page.url()).href);
  await untilHas(page, ...(await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name))).filter((name) => /whole-[0-9a-f]+\.(js|wasm)$/.test(name)));
  await disconnect();
  await goTo(page, page.url());
  await offlineBar(page).waitFor();
  await finish(page, cut);
  await leave();
});

test("addresses that are not pages of the app are left alone, in the portal and on its host", async () => {
  const { page, disconnect, leave } = await afterOneVisit({ site: "shule", base: "/gk/" });
  const { origin } = new URL(page.url());
  assert.ok(await page.evaluate(async (origin) => (await navigator.serviceWorker.getRegistrations()).every(({ scope }) => scope === `${origin}/gk/`), origin));
  await disconnect();
  for (const path of ["/", "/policies", "/gk/no-such-page", "/gk/data/site.json", "/gk/policies/by-year/", "/gk/downloads/policies.csv"]) {
    await assert.rejects(page.goto(origin + path), /ERR_/, path);
  }
  await leave();
});

test("a server that is gone is answered for, and the bar goes when it is back", async () => {
  const site = publish();
  const { page, leave } = await afterOneVisit(site);
  const serveAgain = await stopServing(site.folder);
  await goTo(page, new URL("rules", page.url()).href);
  await heading(page, "政府信息公开制度").waitFor();
  await offlineBar(page).waitFor();
  await serveAgain();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await offlineBar(page).waitFor({ state: "detached" });
  await finish(page, cut);
  await leave();
});

test("a page that is open stays of its release; the new one is offered and taken as a whole", async () => {
  const site = publish();
  const { page, disconnect, leave } = await afterOneVisit(site, "guide");
  nextRelease(site);
  await openColumn(page, "政府信息公开制度");
  await heading(page, "政府信息公开制度").waitFor();
  assert.equal(await page.getByText("第二版").count(), 0, "kept files are of the page's own release");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await updateButton(page).waitFor();
  assert.ok((await page.getByRole("status").allInnerTexts()).includes("有新内容，点此更新"), "the offer is read out");
  await updateButton(page).click();
  await page.getByRole("heading", { name: "第二版的制度" }).waitFor();
  await page.getByText("第二版的说明。").waitFor();
  await untilKept(page);
  await untilPromised(page, "only one release is kept", async () => (await caches.keys()).length === 1);
  await disconnect();
  await goTo(page, page.url());
  await page.getByRole("heading", { name: "第二版的制度" }).waitFor();
  await page.getByText("第二版的说明。").waitFor();
  await finish(page, cut);
  await leave();
});

test("a file of another release is not mixed into an open page; the update is offered instead", async () => {
  const site = publish();
  const { page, leave } = await afterOneVisit(site, "catalogue");
  nextRelease(site);
  await column(page, "政策").click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByText("第二版").count(), 0);
  await updateButton(page).click();
  await page.getByRole("link", { name: "第二版的政策" }).waitFor();
  await page.getByText("第二版的说明。").waitFor();
  await finish(page, { ...cut, console: [...cut.console, /409/], status: [409] });
  await leave();
});

test("whoever comes back online sees the new release at once, without an offer", async () => {
  const site = publish();
  const { page, disconnect, leave } = await afterOneVisit(site, "policies");
  await untilHas(page, "data/policies.json");
  const before = await page.evaluate(() => caches.keys());
  nextRelease(site);
  await goTo(page, page.url());
  await page.getByRole("link", { name: "第二版的政策" }).waitFor();
  await page.getByText("第二版的说明。").waitFor();
  await untilPromised(page, "the new release is kept in place of the old one", async (before) => {
    const names = await caches.keys();
    return names.length === 1 && names[0] !== before[0] && (await caches.match("/?kept"));
  }, before);
  assert.equal(await updateButton(page).count(), 0);
  await untilHas(page, "data/policies.json");
  await disconnect();
  await goTo(page, page.url());
  await page.getByRole("link", { name: "第二版的政策" }).waitFor();
  await finish(page, cut);
  await leave();
});

test("a release that cannot be had whole is not taken, and the one before stays", async () => {
  const site = publish();
  const { visitor, page, disconnect, leave } = await afterOneVisit(site);
  await page.goto("about:blank");
  nextRelease(site);
  await visitor.route("**/data/rules.json", (route) => route.fulfill({ status: 200, contentType: "application/json", body: "{" }));
  await goTo(page, (await serve(site.folder)).url);
  await page.getByText("第二版的说明。").waitFor();
  await untilPromised(page, "the new release failed", async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration.installing && !registration.waiting && (await caches.keys()).length === 2;
  });
  await disconnect();
  await goTo(page, new URL("rules", page.url()).href);
  await page.getByRole("heading", { name: SHULE.rules.sections[0].heading }).waitFor();
  assert.equal(await page.getByText("第二版").count(), 0, "the kept release is the old one, whole");
  await leave();
});

const HARM = {
  "a damaged file": async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) if (!url.endsWith("?kept")) await cache.put(url, new Response("{}", { headers: { "Content-Type": "application/json" } }));
  },
  "a lost file": async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) if (!url.endsWith("?kept")) await cache.delete(url);
  },
  "a storage that the browser has emptied": async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  },
};

for (const [name, harm] of Object.entries(HARM)) {
  test(`${name} is replaced from the network and kept again`, async () => {
    const { page, disconnect, leave } = await afterOneVisit({ site: "shule" });
    const [home, rules] = ["", "rules"].map((path) => new URL(path, page.url()).href);
    await untilEngine(page);
    await page.evaluate(harm);
    await goTo(page, rules);
    await page.getByRole("heading", { name: SHULE.rules.sections[0].heading }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    // The engine is looked at when a page with a search is there.
    await goTo(page, home);
    await searchField(page).waitFor();
    await untilHas(page, "data/rules.json", "data/site.json", "shell.html", "?kept");
    await untilEngine(page);
    await untilPromised(page, "nothing damaged is left", async () => {
      const cache = await caches.open((await caches.keys())[0]);
      const texts = (await cache.matchAll()).map((response) => response.text());
      return !(await Promise.all(texts)).includes("{}");
    });
    await disconnect();
    await goTo(page, rules);
    await page.getByRole("heading", { name: SHULE.rules.sections[0].heading }).waitFor();
    await finish(page, cut);
    await leave();
  });
}

const FORBID = {
  "has no workers": () => delete Navigator.prototype.serviceWorker,
  "refuses workers": () => (ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"))),
  "has no storage": () => delete globalThis.caches,
  "refuses storage": () => {
    for (const name of ["open", "match", "keys"]) CacheStorage.prototype[name] = () => Promise.reject(new DOMException("no", "SecurityError"));
  },
};

for (const [name, forbid] of Object.entries(FORBID)) {
  test(`a browser that ${name} shows the site as ever, and says when the network is gone`, async () => {
    const visitor = await newVisitor({ ...PHONE, worker: true });
    const page = await openPage({ visitor, site: "shule", path: "", before: (page) => page.addInitScript(forbid) });
    await openColumn(page, "政策");
    await main(page).getByText(`共${SHULE.policies.length}条`).waitFor();
    await page.waitForLoadState("networkidle");
    await untilPromised(page, "the bar is there", () => document.querySelector(".gk-notice"));
    await visitor.setOffline(true);
    await offlineBar(page).waitFor();
    await visitor.setOffline(false);
    await offlineBar(page).waitFor({ state: "detached" });
    await finish(page);
    await visitor.close();
  });
}

test("a full storage keeps nothing and disturbs nothing", async () => {
  const visitor = await newVisitor({ ...PHONE, worker: true });
  const page = await openPage({
    visitor,
    site: "shule",
    path: "",
    before: async (page) => {
      const { url } = await serve(join(process.env.GONGKAI_SITES ?? join(ROOT, "target/sites"), "shule"));
      const wire = await page.context().newCDPSession(page);
      await wire.send("Storage.overrideQuotaForOrigin", { origin: new URL(url).origin, quotaSize: 1000 });
    },
  });
  await untilPromised(page, "the worker has given up", async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return document.querySelector(".gk-notice") && !registration?.installing && !registration?.active;
  });
  await goTo(page, new URL("policies", page.url()).href);
  await main(page).getByText(`共${SHULE.policies.length}条`).waitFor();
  await finish(page);
  await visitor.close();
});

test("a county that switches it off takes away what phones have kept", async () => {
  const site = publish();
  const { page, disconnect, leave } = await afterOneVisit(site);
  site.change("site.json", (site) => (site.publish = { offline: false }));
  site.release();
  await goTo(page, page.url());
  await untilPromised(page, "worker and storage are gone", async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  await goTo(page, page.url());
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator(".gk-notice").count(), 0);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0, "it is not put back");
  await disconnect();
  await assert.rejects(page.reload(), /ERR_INTERNET_DISCONNECTED/);
  await leave();
});

for (const [name, size] of [["a phone", PHONE], ["a narrow phone", { width: 320, height: 480 }], ["a laptop", LAPTOP]]) {
  for (const dark of [false, true]) {
    test(`the bar moves nothing, hides nothing that has the focus, and is no obstacle, on ${name}${dark ? " in the dark" : ""}`, async () => {
      const { page, disconnect, leave } = await afterOneVisit({ site: "shule", ...size, dark });
      await page.evaluate(() => {
        globalThis.moved = [];
        new PerformanceObserver((list) => globalThis.moved.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: false });
      });
      await disconnect();
      await offlineBar(page).waitFor();
      assert.deepEqual(await violations(page), []);
      const covered = await page.evaluate(async () => {
        const bar = document.querySelector(".gk-notice").getBoundingClientRect();
        const found = [];
        for (const element of document.querySelectorAll("#app a[href], #app button, #app input, #app summary")) {
          element.focus();
          await new Promise(requestAnimationFrame);
          if (element.checkVisibility() && element.getBoundingClientRect().bottom > bar.top + 1) found.push(element.textContent);
        }
        return found;
      });
      assert.deepEqual(covered, [], "what has the focus is in view");
      assert.deepEqual(await page.evaluate(() => globalThis.moved), [], "nothing moves");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the screen");
      await page.emulateMedia({ media: "print" });
      assert.ok(!(await offlineBar(page).isVisible()), "it is not printed");
      await finish(page, cut);
      await leave();
    });
  }
}
