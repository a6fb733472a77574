// A resident looks for a document or for what must be made public: types, filters, sorts, opens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, PHONE, PINGTAN, SHULE, assertSameCounts, heading, main, searchField, tally, until, untilAddress, visit } from "./pages.mjs";

const LEVELS = { national: "国家", region: "自治区", prefecture: "地区", county: "县" };
const yearOf = ({ date }) => (date ? `${Number(date.slice(0, 4))}年` : "日期不详");
const ready = (page) => page.waitForSelector("html[data-ready]", { state: "attached" });

test("the catalogues hold as many documents, entries and channels as the files", async () => {
  for (const [county, path, n] of [
    [SHULE, "policies", 31],
    [PINGTAN, "policies", 1109],
    [SHULE, "catalogue", SHULE.entries.length],
  ]) {
    await visit(county, path, {}, async (page) => assert.equal(await new Finder(page).count(), n, `${county.name} ${path}`));
  }
  assert.equal(SHULE.policies.length, 31);
  assert.equal(PINGTAN.policies.length, 1109);
});

for (const county of [SHULE, PINGTAN]) {
  test(`every filter of the ${county.policies.length} documents of ${county.name} counts what the file holds`, () =>
    visit(county, "policies", {}, async (page) => {
      const finder = new Finder(page);
      await finder.openFilters();
      assertSameCounts(await finder.values("年份"), tally(county.policies.map(yearOf)), "年份");
      const levels = county.policies.filter(({ level }) => level).map(({ level }) => LEVELS[level]);
      if (levels.length > 0) assertSameCounts(await finder.values("层级"), tally(levels), "层级");
      for (const [group, key] of [["类别", "kind"], ["发文机关", "issuer"]]) {
        assertSameCounts(await finder.values(group), tally(county.policies.map((policy) => policy[key]).filter(Boolean)), group);
      }
    }));
}

test("typing finds documents at once, marks what was found and keeps the words in the address", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("停电");
    await finder.untilCount(PINGTAN.policies.filter((policy) => JSON.stringify(policy).includes("停电")).length);
    await untilAddress(page, "the words are kept", (url) => url.searchParams.get("q") === "停电");
    const shown = await finder.results.count();
    assert.ok(shown > 0);
    assert.equal(await finder.results.filter({ has: page.locator("mark", { hasText: "停电" }) }).count(), shown, "every result shows why it is one");
  }));

test("a document's number finds it, however the brackets are typed", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    const policy = PINGTAN.policies.find(({ number }) => /〔\d{4}〕\d+号/.test(number ?? ""));
    for (const typed of [policy.number, policy.number.replace("〔", "[").replace("〕", "]"), policy.number.replace("〔", "（").replace("〕", "）")]) {
      await finder.field.fill(typed);
      await until(page, `${typed} is found`, (title) => document.querySelector("main .gk-results a")?.textContent === title, policy.title);
      await finder.field.fill("");
      await finder.untilCount(PINGTAN.policies.length);
    }
  }));

test("pinyin, initials and traditional characters find documents and mark what they mean; their tables come with the first search", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(...(request.url().match(/[a-z]+\.bin/) ?? [])));
    const finder = new Finder(page);
    const held = PINGTAN.policies.filter((policy) => JSON.stringify(policy).includes("停电")).length;
    await finder.field.fill("計劃停電");
    await finder.untilCount(PINGTAN.policies.filter((policy) => JSON.stringify(policy).includes("计划停电")).length);
    assert.deepEqual(asked, ["characters.bin"]);
    for (const typed of ["tingdian", "TINGDIAN", "tingdia"]) {
      await finder.field.fill(typed);
      await finder.untilCount(held);
      await until(page, `${typed} is marked`, () => document.querySelector("main .gk-results mark")?.textContent === "停电");
    }
    assert.deepEqual(asked, ["characters.bin", "pinyin.bin"]);
  }));

test("a year and an issuer can be typed as filters", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    const of2023 = PINGTAN.policies.filter(({ date }) => date?.startsWith("2023"));
    await finder.field.fill("year:2023");
    await finder.untilCount(of2023.length);
    await finder.field.fill("年:2023 机关：管理局");
    await finder.untilCount(of2023.filter(({ issuer }) => issuer?.includes("管理局")).length);
  }));

test("filters narrow the documents, show as tags that can be taken away, and survive a reload", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.openFilters();
    const [[kind, nKind]] = [...tally(SHULE.policies.map(({ kind }) => kind).filter(Boolean))].sort(([, a], [, b]) => b - a);
    await finder.box("类别", kind).check();
    await finder.untilCount(nKind);
    const years = tally(SHULE.policies.filter((policy) => policy.kind === kind).map(yearOf));
    const shownYears = await finder.values("年份");
    for (const [year, n] of shownYears) assert.equal(n, years.get(year) ?? 0, `${kind} ${year}`);
    const [[year, nYear]] = [...years].sort(([, a], [, b]) => a - b);
    await finder.box("年份", year).check();
    await finder.untilCount(nYear);
    await untilAddress(page, "both filters", ({ searchParams }) => searchParams.get("kind") === kind && searchParams.get("year") === year);

    await page.reload();
    await ready(page);
    await finder.untilCount(nYear);
    assert.deepEqual(await finder.tags.evaluateAll((tags) => tags.map((tag) => tag.textContent.replace("×", ""))), [`移除筛选 年份：${year}`, `移除筛选 类别：${kind}`]);
    await finder.openFilters();
    assert.ok(await finder.box("类别", kind).isChecked() && await finder.box("年份", year).isChecked());

    await page.getByRole("button", { name: new RegExp(`^移除筛选 年份：\\s*${year}`) }).click();
    await finder.untilCount(nKind);
    assert.equal(await finder.box("年份", year).isChecked(), false);
    await finder.clearFilters.click();
    await finder.untilCount(SHULE.policies.length);
    assert.equal(await finder.tags.count(), 0);
    await untilAddress(page, "no filter", ({ search }) => search === "");
  }));

test("documents can be put in order by date, and the order stays in the address", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    const dated = PINGTAN.policies.filter(({ date }) => date).map(({ date }) => date).sort();
    const words = (date) => date.split("-").map(Number).reduce((text, part, index) => text + part + "年月日"[index], "");
    const first = () => finder.results.first().innerText();
    for (const [label, value, date] of [["旧的在前", "old", dated[0]], ["新的在前", "new", dated.at(-1)]]) {
      await finder.order.selectOption({ label });
      await untilAddress(page, label, (url) => url.searchParams.get("sort") === value);
      await finder.results.first().filter({ hasText: words(date) }).waitFor();
      await page.reload();
      await ready(page);
      assert.ok((await first()).includes(words(date)), `${label} after a reload: ${await first()}`);
      assert.equal(await finder.order.inputValue(), value);
    }
  }));

test("long results come in pieces, and how many are shown is in the address", () =>
  visit(PINGTAN, "policies", {}, async (page) => {
    const finder = new Finder(page);
    assert.equal(await finder.results.count(), 20);
    await page.getByRole("button", { name: `再显示20条（还有${PINGTAN.policies.length - 20}条）` }).click();
    await until(page, "forty results", () => document.querySelectorAll("main .gk-results > li").length === 40);
    await page.reload();
    await ready(page);
    await until(page, "forty results after a reload", () => document.querySelectorAll("main .gk-results > li").length === 40);
  }));

test("a search without a result names the words, says what to try and whom to ask", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("火星移民");
    await finder.untilCount(0);
    await page.getByText(/没有条目含有“[^”]+/).waitFor();
    await page.getByText(/可以换一个更短的词/).waitFor();
    await main(page).getByRole("heading", { name: "没有找到，可以直接问" }).waitFor();
    await main(page).getByRole("link", { name: `拨打 ${SHULE.site.office.phone}` }).waitFor();
    await finder.clearField.click();
    await finder.untilCount(SHULE.policies.length);
    assert.equal(await finder.field.inputValue(), "");
    assert.ok(await finder.field.evaluate((field) => field === document.activeElement), "the cursor is back in the field");
    await untilAddress(page, "no filter", ({ search }) => search === "");
  }));

test("a document's page shows every field that the file knows and leaves out the others", () =>
  visit(PINGTAN, "policies", PHONE, async (page) => {
    const finder = new Finder(page);
    const policy = PINGTAN.policies.find(({ number, issuer, kind, url }) => number && issuer && kind && url);
    await finder.field.fill(policy.title);
    await finder.titles.filter({ hasText: policy.title }).first().click();
    await heading(page, policy.title).waitFor();
    const lines = await main(page).locator("dl > div").evaluateAll((lines) => lines.map((line) => [line.children[0].textContent, line.children[1].textContent]));
    const known = Object.fromEntries(lines);
    assert.equal(known["发文字号"], policy.number);
    assert.equal(known["发文机关"], policy.issuer);
    assert.equal(known["类别"], policy.kind);
    assert.equal(known["索引号"], policy.index_number);
    assert.equal(known["有效性"], policy.validity);
    assert.equal(await main(page).getByRole("link", { name: policy.url }).getAttribute("href"), policy.url);
    await main(page).getByRole("link", { name: /政策$/ }).click();
    await heading(page, "政策").waitFor();
  }));

test("the frame of the law shows its 22 items with their entries, zero included, and they sum up", () =>
  visit(SHULE, "catalogue", {}, async (page) => {
    await page.locator("summary", { hasText: "按《条例》逐项看" }).click();
    const items = await page.locator("[data-item]").evaluateAll((items) =>
      items.map((item) => ({ id: item.dataset.item, count: Number(item.dataset.count), read: item.lastElementChild.textContent, hasLink: item.querySelector("a") !== null })),
    );
    assert.equal(items.length, 22);
    const expected = tally(SHULE.entries.map(({ item }) => item));
    for (const { id, count, read, hasLink } of items) {
      assert.equal(count, expected.get(id) ?? 0, id);
      assert.equal(read, `${count}条`, id);
      assert.equal(hasLink, count > 0, id);
    }
    assert.ok(items.some(({ count }) => count === 0));
    assert.equal(items.reduce((sum, { count }) => sum + count, 0), SHULE.entries.length);

    const { id, count } = items.find(({ count }) => count > 1);
    await page.locator(`[data-item="${id}"]`).getByRole("link").click();
    await new Finder(page).untilCount(count);
    assert.equal(await new Finder(page).tags.count(), 1);
  }));

test("every filter of the catalogue counts what the file holds", () =>
  visit(SHULE, "catalogue", {}, async (page) => {
    const finder = new Finder(page);
    await finder.openFilters();
    assertSameCounts(await finder.values("一级事项"), tally(SHULE.entries.map(({ subject }) => subject)), "一级事项");
    assertSameCounts(await finder.values("公开渠道和载体"), tally(SHULE.entries.flatMap(({ carriers }) => carriers?.used ?? [])), "公开渠道和载体");
    const byItem = await finder.values("条例事项");
    assert.deepEqual([...byItem.values()].sort(), [...tally(SHULE.entries.map(({ item }) => item)).values()].sort(), "条例事项");
  }));

test("an entry's page tells what is made public, under which item of the law, and where that stands", () =>
  visit(SHULE, "catalogue/policy-documents", {}, async (page) => {
    const entry = SHULE.entries.find(({ id }) => id === "policy-documents");
    await heading(page, entry.title).waitFor();
    for (const words of [entry.content, "第二十条第（一）项", ...entry.carriers.used]) await main(page).getByText(words).first().waitFor();
    await main(page).getByText(new RegExp(entry.source.section.replace(/[（）]/g, "."))).first().waitFor();
  }));

test("one box finds across all kinds, groups them, and counts them together", () =>
  visit(SHULE, "search", {}, async (page) => {
    await searchField(page).fill("公开");
    await page.getByRole("heading", { level: 2, name: /^政策/ }).waitFor();
    await untilAddress(page, "the words are in the address", (url) => url.searchParams.get("q") === "公开");
    const groups = await main(page).getByRole("heading", { level: 2 }).allInnerTexts();
    const kinds = ["政策", "依法主动公开目录", "2019年政府信息公开年报", "互动渠道", "指南与依申请公开", "政府信息公开制度"];
    assert.deepEqual(groups.map((text) => text.replace(/\s*共\d+条$/, "")), kinds);
    const sum = groups.reduce((sum, text) => sum + Number(text.match(/共(\d+)条$/)[1]), 0);
    assert.equal(await new Finder(page).count(), sum);
    assert.ok(await main(page).locator("mark", { hasText: "公开" }).count() > 0);

    const all = main(page).getByRole("link", { name: /^在“依法主动公开目录”中看全部\d+条$/ });
    const n = Number((await all.innerText()).match(/(\d+)条/)[1]);
    await all.click();
    await heading(page, "依法主动公开目录").waitFor();
    await new Finder(page).untilCount(n);
    assert.equal(await searchField(page).inputValue(), "公开");
  }));

test("a search over everything that finds nothing helps and shows whom to ask", () =>
  visit(SHULE, "search?q=火星移民", {}, async (page) => {
    await page.getByText("各栏目都没有找到“火星移民”。").waitFor();
    await main(page).getByRole("link", { name: `拨打 ${SHULE.site.office.phone}` }).waitFor();
    await new Finder(page).untilCount(0);
  }));

test("the link from an entry to its column leads back to what was found", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const finder = new Finder(page);
    await finder.field.fill("预算法");
    await page.locator("main .gk-results mark").first().waitFor();
    const n = await finder.count();
    const title = await main(page).locator(".gk-results a").first().innerText();
    for (let visit = 0; visit < 2; visit += 1) {
      await main(page).getByRole("link", { name: title }).first().click();
      await heading(page, title).waitFor();
      await main(page).getByRole("link", { name: "政策", exact: true }).click();
      await heading(page, "政策").waitFor();
      assert.equal(await searchField(page).inputValue(), "预算法");
      await finder.untilCount(n);
    }
    // Who came from elsewhere is led to the whole list.
    await page.goto(new URL(`policies/${SHULE.policies[0].id}`, page.url()).href);
    await ready(page);
    await main(page).getByRole("link", { name: "政策", exact: true }).click();
    await heading(page, "政策").waitFor();
    await finder.untilCount(SHULE.policies.length);
    assert.equal(await searchField(page).inputValue(), "");
  }));

test("a search over everything names the word that is nowhere", () =>
  visit(SHULE, `search?q=${encodeURIComponent("公开 火星移民")}`, {}, async (page) => {
    await page.getByText("各栏目都没有找到“火星移民”。").waitFor();
    await new Finder(page).untilCount(0);
  }));

test("a section of a report that was found is opened at its place", () =>
  visit(SHULE, "search?q=满意率", {}, async (page) => {
    const group = main(page).locator("section", { has: page.getByRole("heading", { name: /^2019年政府信息公开年报/ }) });
    await group.getByRole("link").first().click();
    await heading(page, "2019年政府信息公开年报").waitFor();
    await until(page, "the section is in view", () => {
      const { top } = document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect();
      return top >= -1 && top < innerHeight;
    });
  }));

/** Types through the browser's input method interface, as a phone's keyboard does. */
class InputMethod {
  static async of(page) {
    const method = new InputMethod();
    method.cdp = await page.context().newCDPSession(page);
    return method;
  }

  half(text) {
    return this.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }

  commit(text) {
    return this.cdp.send("Input.insertText", { text });
  }

  async enter() {
    const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 };
    await this.cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await this.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }
}

test("half-typed pinyin does not search and leaves the address alone; the chosen words do search", () =>
  visit(SHULE, "policies", {}, async (page) => {
    const finder = new Finder(page);
    const changes = await page.evaluateHandle(() => {
      const seen = [];
      const status = document.querySelector('main [role="status"]');
      new MutationObserver(() => seen.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
      return seen;
    });
    await finder.field.click();
    const method = await InputMethod.of(page);
    for (const half of ["y", "yu", "yu s", "yu suan"]) {
      await method.half(half);
      await until(page, "the field shows the pinyin", (half) => document.activeElement.value === half, half);
    }
    await method.enter();
    assert.equal(new URL(page.url()).search, "", "the address while composing");
    assert.deepEqual(await changes.jsonValue(), [], "the count while composing");
    await method.commit("预算");
    await untilAddress(page, "the chosen words", (url) => url.searchParams.get("q") === "预算");
    await finder.untilCount(SHULE.policies.filter((policy) => JSON.stringify(policy).includes("预算")).length);
    assert.equal(await finder.field.inputValue(), "预算");
  }));

test("Enter that chooses a candidate does not leave the home page; the chosen words have offers, and Enter after them does", () =>
  visit(SHULE, "", {}, async (page) => {
    await searchField(page).click();
    const method = await InputMethod.of(page);
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await method.half("yu suan");
    await until(page, "the field shows the pinyin", () => document.activeElement.value === "yu suan");
    await method.enter();
    assert.equal(new URL(page.url()).pathname, "/");
    assert.deepEqual(asked.filter((path) => path.includes("pinyin")), [], "what is half typed is not looked up");
    await method.commit("预算");
    await until(page, "the field shows the words", () => document.activeElement.value === "预算");
    await page.getByRole("option").first().waitFor();
    await method.enter();
    await heading(page, "检索").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("q"), "预算");
  }));
