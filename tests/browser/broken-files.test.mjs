// Files get lost, cut off, replaced by error pages, or come from a newer publisher. Each fault harms
// its own part of a page only, says what happened in words, and can be tried again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PINGTAN, SHULE, brokenFiles, forEach, heading, main, navigation, until, untilShown, visit } from "./pages.mjs";

/** A file, a page that shows it, that page's heading, words that only the file brings, words that stay without it. */
const FILES = [
  ["site.json", "guide", "政府信息公开指南", SHULE.site.notice, "什么是政府信息公开？"],
  ["index.json", "reports", "政府信息公开年报", "2019年政府信息公开年报", "疏勒县人民政府办公室"],
  ["policies.json", "policies", "政策", "共31条", "疏勒县人民政府办公室"],
  ["catalogue.json", "catalogue", "依法主动公开目录", `共${SHULE.entries.length}条`, "疏勒县人民政府办公室"],
  ["channels.json", "channels", "互动渠道", "政务热线", "疏勒县人民政府办公室"],
  ["guide.json", "apply", "依申请公开", "第一步：先看看是不是已经公开", SHULE.site.office.address],
  ["rules.json", "rules", "政府信息公开制度", "每季度检查", "疏勒县人民政府办公室"],
  ["reports/2019.json", "reports/2019", "2019年政府信息公开年报", "一、总体情况", "疏勒县人民政府办公室"],
];

const whole = async (route) => (await route.fetch()).text();
const json = (route, body) => route.fulfill({ status: 200, contentType: "application/json; charset=utf-8", body });

const FAULTS = [
  ["is not there", (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<!doctype html><title>404</title>" }), /服务器上没有这个文件（404）/],
  ["meets a failing server", (route) => route.fulfill({ status: 503, body: "" }), /状态码 503/],
  ["is cut off", async (route) => json(route, (await whole(route)).slice(0, 120)), /不是完整的 JSON，文件可能没有下载完整或已损坏/],
  ["is a web page in truth", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html>\n<title>登录</title>\n<p>请先登录无线网络</p>" }), /不是完整的 JSON/],
  ["comes from a newer publisher", async (route) => json(route, (await whole(route)).replace(/"format":\s*1/, '"format":2')), /文件的格式版本是 2，本程序只认识版本 1/],
  ["does not come at all", (route) => route.abort("connectionfailed"), /网络没有连通/],
];

for (const [name, spoil, reason] of FAULTS) {
  test(`a file that ${name} harms its own part only, is named with the reason, and can be tried again`, async () => {
    await forEach(FILES, ([file]) => `data/${file}`, async ([file, path, title, brings, stays]) => {
      await visit(SHULE, path, { ...brokenFiles, before: (page) => page.route(`**/data/${file}`, spoil) }, async (page) => {
        const alerts = page.getByRole("alert");
        await alerts.first().waitFor();
        for (const words of await alerts.allInnerTexts()) {
          assert.ok(words.includes(`data/${file}`), `an alert names another file: ${words}`);
          assert.match(words, reason);
          assert.match(words, /页面其他部分不受影响/);
        }
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "one heading stays");
        await heading(page, title).waitFor();
        assert.equal(await navigation(page).getByRole("link").count(), 8, "the navigation stays");
        assert.ok((await page.locator("body").innerText()).includes(stays), `“${stays}” is gone too`);
        assert.ok(!(await page.locator("body").innerText()).includes(brings), `“${brings}” is there without its file`);

        await page.unroute(`**/data/${file}`);
        // Each place that lacks the file has its own button; one press brings all of them back.
        await alerts.first().getByRole("button", { name: "重试" }).click();
        await until(page, "the fault is gone after the retry", () => !document.querySelector('[role="alert"]'));
        await until(page, `“${brings}” is back`, (brings) => document.body.innerText.includes(brings), brings);
      });
    });
  });
}

test("every page keeps its one heading and its navigation when all files are gone", async () => {
  const paths = ["", "policies", "policies/regulation", "guide", "rules", "catalogue", "catalogue/policy-documents", "reports", "reports/2019", "apply", "statistics", "channels", "search?q=预算", "no-such-page"];
  await forEach(paths, (path) => `/${path}`, async (path) => {
    await visit(SHULE, path, { ...brokenFiles, before: (page) => page.route("**/data/**", (route) => route.abort("internetdisconnected")) }, async (page) => {
      const headings = await page.getByRole("heading", { level: 1 }).allInnerTexts();
      assert.equal(headings.length, 1, `headings: ${headings}`);
      assert.equal(await navigation(page).getByRole("link").count(), 8);
      assert.equal(await main(page).count(), 1);
    });
  });
});

test("a year that does not come is named among the numbers, and the other years stay", () =>
  visit(PINGTAN, "statistics", { ...brokenFiles, before: (page) => page.route("**/data/reports/2022.json", (route) => route.abort("connectionfailed")) }, async (page) => {
    await page.getByText(/2022年的年报没有载入/).waitFor();
    assert.match(await page.getByRole("alert").innerText(), /data\/reports\/2022\.json/);
    const cell = (year) => page.locator(`td[data-measure="received"][data-year="${year}"]`).first();
    await untilShown(cell(2022), /未载入/);
    assert.equal(await cell(2022).getAttribute("data-value"), null);
    assert.equal(await cell(2024).getAttribute("data-value"), "218");
    await page.unroute("**/data/reports/2022.json");
    await page.getByRole("button", { name: "重试" }).click();
    const published = PINGTAN.reports.find(({ year }) => year === 2022).tables.find(({ id }) => id === "t3").rows.received.total;
    await until(page, "2022 has its number", (value) => document.querySelector('td[data-measure="received"][data-year="2022"]')?.dataset.value === value, String(published));
  }));

test("a broken file leaves the other kinds of the search over everything usable", () =>
  visit(SHULE, "search?q=公开", { ...brokenFiles, before: (page) => page.route("**/data/policies.json", (route) => route.abort("connectionfailed")) }, async (page) => {
    assert.match(await page.getByRole("alert").innerText(), /data\/policies\.json/);
    await page.getByRole("heading", { level: 2, name: /^依法主动公开目录/ }).waitFor();
    assert.equal(await page.getByRole("heading", { level: 2, name: /^政策/ }).count(), 0);
  }));

test("a file that failed on one page is asked for again when the visitor comes back to it", () =>
  visit(SHULE, "", brokenFiles, async (page) => {
    await page.route("**/data/policies.json", (route) => route.abort("connectionfailed"));
    await navigation(page).getByRole("link", { name: "政策" }).click();
    await page.getByRole("alert").waitFor();
    await page.unroute("**/data/policies.json");
    await navigation(page).getByRole("link", { name: "政府信息公开制度" }).click();
    await heading(page, "政府信息公开制度").waitFor();
    await navigation(page).getByRole("link", { name: "政策" }).click();
    await main(page).getByText("共31条").waitFor({ timeout: 8000 });
  }));
