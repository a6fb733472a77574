// A resident goes through a chart by keyboard, by finger and by ear, chooses what it shows, and takes it away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { COMPARE, PINGTAN, SHULE, column, forEach, heading, main, sticksOut, until, untilAddress, untilPromised, violations, visit } from "./pages.mjs";

const card = (page, id) => page.locator(`article#${id}`);
const drawing = (page, id) => card(page, id).getByRole("application");
/** The page's one voice. It speaks once the frame around the number has been drawn, 16 ms later. */
const voice = (page) => main(page).getByRole("status");
const spoken = async (page) => {
  await page.evaluate(() => new Promise((done) => setTimeout(done, 20)));
  return (await voice(page).textContent()).replaceAll("\u202f", "");
};

/** The numbers of a chart's table: by year, by line in the order of the columns. */
const table = (page, id) =>
  card(page, id).locator("tbody tr:has(td[data-measure])").evaluateAll((rows) =>
    rows.map((row) => ({
      year: row.querySelector("th").textContent,
      cells: [...row.querySelectorAll("td")].map((cell) => (cell.querySelector("a") ?? cell).textContent.replaceAll("\u2009", "")),
    })),
  );

test("every number of every chart is reached by keyboard and read out by one polite voice", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    assert.equal(await main(page).getByRole("status").count(), 1);
    const ids = await page.getByRole("article").evaluateAll((articles) => articles.map(({ id }) => id));
    await forEach(ids, (id) => id, async (id) => {
      const rows = await table(page, id);
      await drawing(page, id).focus();
      // Down through the years of each line, then on to the next line.
      for (let line = 0; line < rows[0].cells.length; line += 1) {
        await page.keyboard.press("Home");
        for (let at = 0; at < rows.length; at += 1) {
          if (at > 0) await page.keyboard.press("ArrowDown");
          const said = await spoken(page);
          const { year, cells } = rows[at];
          assert.ok(said.startsWith(`${year}年`) && said.includes(`：${cells[line]}`), `line ${line}, ${year}: “${said}” instead of ${cells[line]}`);
        }
        await page.keyboard.press("ArrowRight");
      }
      await page.keyboard.press("Escape");
      assert.equal(await spoken(page), "", "Escape ends the reading");
      assert.ok(await drawing(page, id).evaluate((box) => box === document.activeElement), "and leaves the focus where it is");
    });
  }));

test("what a reader must know is read out where it happens: the change of the form, the contradiction, no trend across", () =>
  visit(PINGTAN, "statistics?m=normative_issued&m=settled", {}, async (page) => {
    await drawing(page, "normative_issued").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await spoken(page), "2021年制发的规范性文件：69件。从2021年起用国办公开办函〔2021〕30号的格式，不能和2020年及以前比较。");
    await drawing(page, "settled").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    assert.equal(await spoken(page), "2020年予以公开：7件。2020年原文合计与各项之和不一致。");
  }));

test("the focus is seen on the drawing, and a link leads past it to the table", () =>
  visit(PINGTAN, "statistics?m=received", {}, async (page) => {
    const skip = card(page, "received").getByRole("link", { name: "跳到数据表" });
    await skip.focus();
    await skip.press("Enter");
    await until(page, "the table has come", () => document.getElementById("received-table").getBoundingClientRect().top < innerHeight);
    await drawing(page, "received").focus();
    await page.keyboard.press("Home");
    const { outline, cursor } = await drawing(page, "received").evaluate((box) => ({ outline: getComputedStyle(box).outlineStyle, cursor: box.querySelector(".gk-ink--cursor").getBoundingClientRect().height }));
    assert.equal(outline, "solid");
    assert.ok(cursor > 5, "the number that is read is framed");
  }));

test("Enter opens how a number comes about, Escape closes it, and the focus is where it was", () =>
  visit(PINGTAN, "statistics?m=settled", {}, async (page) => {
    await drawing(page, "settled").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const proof = page.getByRole("dialog", { name: "这个数怎么来的：2020年予以公开 7件" });
    await proof.waitFor();
    await until(page, "the proof has the focus", () => document.activeElement.getAttribute("role") === "dialog");
    await untilAddress(page, "the number", (url) => url.searchParams.get("why") === "granted.2020");
    await proof.getByText("平潭综合实验区2020年政府信息公开工作年度报告").waitFor();
    const words = await proof.innerText();
    for (const needed of ["表三“（一）予以公开”的“总计”", "国办公开办函〔2019〕60号", "公布为 21，各项相加为 27，不一致", "公布为 7，各项相加为 7，一致", "平潭综合实验区2020年政府信息公开工作年度报告"]) {
      assert.ok(words.includes(needed), `${needed} is not in\n${words}`);
    }
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(sticksOut), null);
    await page.keyboard.press("Escape");
    await proof.waitFor({ state: "detached" });
    await until(page, "the drawing has the focus again", () => document.activeElement === document.querySelector("#settled [role=application]"));
    await card(page, "settled").locator('td[data-measure="settled"][data-year="2021"]').getByRole("link").click();
    await page.getByRole("dialog", { name: /2021年办结的申请 69件/ }).getByRole("button", { name: "关闭" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }));

test("a step back closes the proof and stays on the page, and a proof that was closed leaves no step behind", () =>
  visit(PINGTAN, "", {}, async (page) => {
    await column(page, "数据").click();
    await heading(page, "数据").waitFor();
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    const number = (year) => card(page, "settled").locator(`td[data-measure="settled"][data-year="${year}"]`).getByRole("link");
    const proof = page.getByRole("dialog");
    const isClosed = async (year) => {
      await proof.waitFor({ state: "detached" });
      await untilAddress(page, "without the number", (url) => url.pathname.endsWith("/statistics") && url.search === "");
      await until(page, "the number has the focus", (year) => document.activeElement.closest("td")?.dataset.year === year, year);
    };
    await number("2021").click();
    await untilAddress(page, "the number", (url) => url.searchParams.get("why") === "settled.2021");
    await proof.waitFor();
    // One number after another is one step.
    await number("2023").click();
    await untilAddress(page, "the next number", (url) => url.searchParams.get("why") === "settled.2023");
    await page.goBack();
    await isClosed("2023");
    await number("2022").click();
    await untilAddress(page, "the number", (url) => url.searchParams.get("why") === "settled.2022");
    await proof.getByRole("button", { name: "关闭" }).click();
    await isClosed("2022");
    // What was chosen while it was open stays chosen.
    await number("2022").click();
    await proof.waitFor();
    await main(page).getByRole("combobox", { name: "从" }).selectOption("2020");
    await proof.getByRole("button", { name: "关闭" }).click();
    await proof.waitFor({ state: "detached" });
    await untilAddress(page, "the years", (url) => url.search === "?from=2020");
    await page.goBack();
    await untilAddress(page, "the years from before", (url) => url.pathname.endsWith("/statistics") && url.search === "");
    await page.goBack();
    await untilAddress(page, "home", (url) => url.pathname === "/");
  }));

test("a finger reads numbers by tapping and by moving sideways, and the page still scrolls under it", () =>
  visit(PINGTAN, "statistics?m=received", {}, async (page) => {
    const wire = await page.context().newCDPSession(page);
    const box = drawing(page, "received");
    await box.scrollIntoViewIfNeeded();
    await box.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const { x, y, width } = await box.boundingBox();
    const touch = (type, x, y) => wire.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await touch("touchStart", x + 60, y + 60);
    await touch("touchEnd");
    const first = await spoken(page);
    assert.match(first, /^20\d\d年/);
    await touch("touchStart", x + width - 20, y + 100);
    for (let step = 1; step <= 8; step += 1) await touch("touchMove", x + width - 20 - step * 25, y + 100 + step * 6);
    await touch("touchEnd");
    const second = await spoken(page);
    assert.match(second, /^20\d\d年/);
    assert.notEqual(second, first, "moving sideways reads on");
    const before = await page.evaluate(() => scrollY);
    await touch("touchStart", x + 150, y + 120);
    for (let step = 1; step <= 10; step += 1) await touch("touchMove", x + 150, y + 120 - step * 20);
    await touch("touchEnd");
    await until(page, "the page scrolls", (before) => scrollY > before + 50, before);
  }));

test("years, shares, and chart or table are chosen and stand in the address", () =>
  visit(PINGTAN, "statistics?m=settled", {}, async (page) => {
    await page.getByRole("combobox", { name: "从", exact: true }).selectOption("2021");
    await page.getByRole("combobox", { name: "到", exact: true }).selectOption("2023");
    await page.getByRole("button", { name: "按占比看" }).click();
    await untilAddress(page, "years and shares", ({ searchParams }) => ["from", "to", "as"].map((key) => searchParams.get(key)).join() === "2021,2023,share");
    const granted = card(page, "settled").locator('td[data-measure="granted"]');
    await until(page, "shares", () => document.querySelector('#settled td[data-measure="granted"][data-year="2021"]').dataset.value === "43.5%");
    // Groups of rows follow one after the other.
    await until(page, "other years are hidden", () => [...document.querySelectorAll('#settled td[data-measure="granted"]')].filter((cell) => cell.checkVisibility()).map(({ dataset }) => dataset.year).join() === "2021,2022,2023");
    // 30 of 69; five of 69 has a percentage, none of 69 has not.
    const row = await table(page, "settled");
    assert.deepEqual(row.find(({ year }) => year === "2021").cells, ["43.5%", "7.2%", "11.6%", "36.2%", "0/69", "1/69", "69"]);
    await until(page, "the drawing follows", () => ![...document.querySelectorAll("#settled svg text")].some(({ textContent }) => textContent === "2024"));
    await page.getByRole("button", { name: "只看表" }).click();
    await drawing(page, "settled").waitFor({ state: "hidden" });
    await page.reload();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    assert.ok(await drawing(page, "settled").isHidden());
    assert.equal(await page.getByRole("combobox", { name: "从", exact: true }).inputValue(), "2021");
    assert.equal(await granted.filter({ visible: true }).count(), 3);
    await page.getByRole("button", { name: "只看图" }).click();
    await drawing(page, "settled").waitFor();
    assert.ok(await granted.first().isHidden());
  }));

/** In the page: waits until nothing has changed for a while, then gives all charts and tables as they are. */
async function settled() {
  const numbers = document.querySelector(".gk-numbers");
  await new Promise((quiet) => {
    let timer = setTimeout(quiet, 300);
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(quiet, 300);
    }).observe(numbers, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  return [...numbers.querySelectorAll("article, section, nav")].map((part) => part.outerHTML);
}

test("whatever is chosen one after the other, the page becomes what a visitor of that address sees", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const choose = (name) => (value) => page.getByRole("combobox", { name, exact: true }).selectOption(value);
    const press = (name) => () => page.getByRole("button", { name }).click();
    const follow = (name) => () => page.getByRole("navigation", { name: "看哪一组" }).getByRole("link", { name, exact: true }).click();
    const steps = [
      ["shares", press("按占比看")],
      ["later years", () => choose("从")("2021")],
      ["one year", () => choose("到")("2021")],
      ["all years again", async () => (await choose("从")(""), choose("到")(""))],
      ["numbers again", press("按占比看")],
      ["a group", follow("申请和答复")],
      ["tables", press("只看表")],
      ["another group", follow("复议和诉讼")],
      ["every group", follow("全部")],
      ["charts", press("只看图")],
    ];
    await forEach(steps, ([what]) => what, async ([, act]) => {
      await act();
      const shown = await page.evaluate(settled);
      const fresh = await page.context().newPage();
      await fresh.goto(page.url());
      await fresh.waitForSelector("html[data-ready]", { state: "attached" });
      const expected = await fresh.evaluate(settled);
      await fresh.close();
      assert.equal(shown.length, expected.length);
      shown.forEach((part, at) => assert.ok(part === expected[at], `${part.slice(0, 90)} differs: …${difference(part, expected[at])}`));
    });
  }));

test("whoever chooses years and prints at once has these years on paper, in every chart", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const older = await page.evaluate(async () => {
      const from = document.querySelector(".gk-choose select");
      from.value = "2022";
      from.dispatchEvent(new Event("change", { bubbles: true }));
      await null;
      dispatchEvent(new Event("beforeprint"));
      for (let step = 0; step < 24; step += 1) await null;
      return [...document.querySelectorAll("article")].filter((article) => {
        const years = [...article.querySelectorAll("svg text, tr:not([hidden]) > th")].map(({ textContent }) => textContent);
        return years.includes("2021") || !years.includes("2022");
      }).map(({ id }) => id);
    });
    assert.deepEqual(older, []);
  }));

/** Where two texts part. */
function difference(one, other) {
  const at = [...one].findIndex((letter, at) => letter !== other[at]);
  return `${one.slice(Math.max(0, at - 40), at + 40)}… instead of …${other.slice(Math.max(0, at - 40), at + 40)}`;
}

test("single measures are picked, among them parts that have no chart of their own", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    await page.locator("summary", { hasText: "挑选指标" }).click();
    await page.getByRole("group", { name: "申请和答复", exact: true }).getByRole("checkbox", { name: "予以公开", exact: true }).check();
    await page.getByRole("group", { name: "行政管理", exact: true }).getByRole("checkbox", { name: "行政处罚", exact: true }).check();
    await untilAddress(page, "both measures", (url) => url.searchParams.getAll("m").join() === "granted,penalties");
    await card(page, "granted").waitFor();
    await card(page, "penalties").waitFor();
    assert.deepEqual(await page.getByRole("article").filter({ visible: true }).evaluateAll((articles) => articles.map(({ id }) => id).toSorted()), ["granted", "penalties"]);
  }));

test("where a series breaks, the years that can be compared are one link away", () =>
  visit(PINGTAN, "statistics?m=normative_issued&m=other_outcome", {}, async (page) => {
    await card(page, "other_outcome").getByRole("link", { name: "可以前后比较的：其他处理" }).waitFor();
    await card(page, "normative_issued").getByRole("link", { name: "只看2021年以后，口径相同" }).click();
    await untilAddress(page, "the years", (url) => url.searchParams.get("from") === "2021" && url.searchParams.get("m") === "normative_issued");
    await until(page, "there is no break any more", () => !document.querySelector("#normative_issued .gk-ink--break"));
  }));

test("a chart is taken away as file, picture, table and link, as it is shown", () =>
  visit(PINGTAN, "statistics?m=settled&from=2021", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const settled = card(page, "settled");
    await settled.locator("summary", { hasText: "保存和分享" }).click();
    const saved = async (link) => {
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const csv = await saved(settled.getByRole("link", { name: /^CSV/ }));
    assert.equal(csv.name, "settled.csv");
    assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "the mark by which Excel knows UTF-8");
    const svg = await saved(settled.getByRole("link", { name: /^SVG/ }));
    const picture = svg.bytes.toString();
    assert.equal(svg.name, "settled.svg");
    const words = [...picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words).join("");
    for (const needed of ["平潭综合实验区：办结的申请：结果如何（件），2021年至2025年", "来源：平潭综合实验区", "2026年3月10日公布", `${new URL(page.url()).host}/statistics?m=settled&amp;from=2021#settled`, "218"]) {
      assert.ok(words.includes(needed), `“${needed}” is not in the picture: ${words}`);
    }
    assert.ok(!words.includes("2019年至"), "the years that were chosen");
    const valid = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, picture);
    assert.ok(valid, "well-formed");
    const png = await saved(settled.getByRole("button", { name: /^PNG/ }));
    assert.equal(png.name, "settled.png");
    assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
    assert.ok(width > 900 && height > 900 && png.bytes.length > 20_000, `${width} by ${height}, ${png.bytes.length} bytes`);
    await settled.getByRole("button", { name: /^复制表格/ }).click();
    await until(page, "it says so", () => document.querySelector('main [role="status"]').textContent === "已复制");
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).replaceAll("\r", "").split("\n").map((line) => line.split("\t"));
    assert.deepEqual(copied[0].slice(0, 2), ["年份", "予以公开（件）"]);
    assert.deepEqual(copied.slice(1).map(([year]) => year), ["2021", "2022", "2023", "2024", "2025"]);
    assert.equal(copied.find(([year]) => year === "2024").at(-1), "218");
    await settled.getByRole("button", { name: /^分享/ }).click();
    await untilPromised(page, "the link is copied", async () => (await navigator.clipboard.readText()).endsWith("/statistics?m=settled&from=2021#settled"));
  }));

test("from right to left the drawing is mirrored, its words are not, and the arrows still point where they go", () =>
  visit(PINGTAN, "statistics?m=settled", {}, async (page) => {
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    const places = await drawing(page, "settled").evaluate((box) => {
      const of = (words) => [...box.querySelectorAll("text")].find(({ textContent }) => textContent === words).getBoundingClientRect();
      const matrix = box.querySelector("text").getScreenCTM();
      return { year: of("2024").left, number: of("218").left, turned: matrix.a > 0, box: box.getBoundingClientRect().width };
    });
    assert.ok(places.year > places.number, "years stand at the right, where reading begins");
    assert.ok(places.turned, "words are read from left to right as ever");
    await drawing(page, "settled").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    assert.match(await spoken(page), /^2019年部分公开/);
    const year = drawing(page, "settled").locator("text", { hasText: /^2022$/ });
    const { x, y, width, height } = await year.boundingBox();
    await page.mouse.move(x - 10, y + height / 2);
    assert.match(await spoken(page), /^2022年/, `the pointer reads the row that it is on (${width})`);
    assert.equal(await page.evaluate(sticksOut), null);
    assert.deepEqual(await violations(page), []);
  }));

test("a table of numbers with six parts and their total fits a phone's width", () =>
  visit(PINGTAN, "statistics?m=settled", {}, async (page) => {
    const scroll = page.locator("#settled-table");
    const { needed, room } = await scroll.evaluate((table) => ({ needed: table.scrollWidth, room: table.clientWidth }));
    assert.ok(needed <= room, `${needed} px in ${room}`);
  }));

test("letters of a chart are as large as they should be: at 320 px, and twice as large where the visitor wants it", () =>
  visit(PINGTAN, "statistics?m=settled&m=received", {}, async (page) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const size = () => drawing(page, "settled").locator("text").first().evaluate((text) => 13 * text.getScreenCTM().a);
    const usual = await size();
    assert.ok(usual >= 11, `${usual} px`);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "212.5%"));
    assert.ok((await size()) >= 1.8 * usual, `${await size()} px after ${usual}`);
    assert.equal(await page.evaluate(sticksOut), null);
  }));

for (const [what, county, path, options] of [
  ["shares", PINGTAN, "statistics?m=applications&as=share", {}],
  ["tables only", PINGTAN, "statistics?view=table&m=disputes", {}],
  ["two counties", COMPARE, "statistics?with=pingtan&with=shule&m=applications", {}],
  ["figures of a text", SHULE, "statistics?m=interaction", {}],
  ["forced colours", PINGTAN, "statistics?m=settled&m=normative_issued", { forced: true }],
]) {
  test(`axe finds nothing on the page with ${what}, and nothing sticks out`, () =>
    visit(county, path, {}, async (page) => {
      if (options.forced) await page.emulateMedia({ forcedColors: "active" });
      assert.deepEqual(await violations(page), []);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        assert.equal(await page.evaluate(sticksOut), null, `${width} px`);
      }
    }));
}

test("a drawing has its name and its description in its own language of markup", () =>
  visit(PINGTAN, "statistics", {}, async (page) => {
    const wrong = await page.locator("svg[role=img]").evaluateAll((all) =>
      all
        .filter((svg) => {
          const [title, desc] = [svg.querySelector("title"), svg.querySelector("desc")];
          const isSvg = [title, desc].every((part) => part?.namespaceURI === "http://www.w3.org/2000/svg" && part.textContent.includes("年"));
          return !isSvg || svg.getAttribute("aria-labelledby") !== title.id || svg.getAttribute("aria-describedby") !== desc.id;
        })
        .map(({ outerHTML }) => outerHTML.slice(0, 200)),
    );
    assert.deepEqual(wrong, []);
  }));
