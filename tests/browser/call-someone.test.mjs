// A resident wants to ask, complain, apply or correct something: whom to call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, SHULE, asShown, figures, main, tally, until, untilAddress, visit } from "./pages.mjs";

const WISHES = { ask: "咨询", complain: "投诉举报", apply: "申请信息", correct: "纠错", service: "办事", read: "看公告" };
const card = (page, name) => page.getByRole("article", { name, exact: true });
const wish = (page, name) => page.getByRole("group", { name: "我想…" }).getByRole("button", { name: new RegExp(`^(✓\\s*)?${name}$`) });

test("every channel of the file has its card, with its figures as the county reported them", () =>
  visit(SHULE, "channels", {}, async (page) => {
    assert.equal(await new Finder(page).count(), SHULE.channels.length);
    for (const channel of SHULE.channels) {
      const shown = card(page, channel.name);
      await shown.getByText(channel.what_for, { exact: true }).waitFor();
      assert.deepEqual(await figures(shown), (channel.figures ?? []).map(asShown), channel.name);
      const purposes = await shown.getByRole("list", { name: "可以用来" }).getByRole("listitem").allInnerTexts();
      assert.deepEqual(purposes, channel.purposes.map((purpose) => WISHES[purpose]), channel.name);
    }
    assert.equal(await main(page).getByRole("article").count(), SHULE.channels.length);
  }));

test("what people want to do narrows the channels, stays in the address and can be taken back", () =>
  visit(SHULE, "channels", {}, async (page) => {
    const finder = new Finder(page);
    const counts = tally(SHULE.channels.flatMap(({ purposes }) => purposes));
    for (const id of counts.keys()) assert.ok(id in WISHES, `${id} has a button`);
    for (const [id, name] of Object.entries(WISHES)) {
      assert.equal(await wish(page, name).getAttribute("aria-pressed"), "false");
      await wish(page, name).click();
      await finder.untilCount(counts.get(id) ?? 0);
      assert.equal(await wish(page, name).getAttribute("aria-pressed"), "true", name);
      await untilAddress(page, name, ({ searchParams }) => searchParams.getAll("want").join() === id);
      const shown = await main(page).getByRole("article").getByRole("heading").allInnerTexts();
      assert.deepEqual(shown, SHULE.channels.filter(({ purposes }) => purposes.includes(id)).map((channel) => channel.name));
      await wish(page, name).click();
      await finder.untilCount(SHULE.channels.length);
    }
  }));

test("two wishes show what serves either, and a reload keeps them pressed", () =>
  visit(SHULE, "channels?want=apply&want=correct", {}, async (page) => {
    const either = SHULE.channels.filter(({ purposes }) => purposes.includes("apply") || purposes.includes("correct"));
    await new Finder(page).untilCount(either.length);
    for (const [id, name] of Object.entries(WISHES)) {
      assert.equal(await wish(page, name).getAttribute("aria-pressed"), String(id === "apply" || id === "correct"), name);
    }
    await page.reload();
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await new Finder(page).untilCount(either.length);
  }));

test("every published number can be called in one tap", () =>
  visit(SHULE, "channels", {}, async (page) => {
    const withPhone = SHULE.channels.filter(({ contact }) => contact?.phone);
    assert.ok(withPhone.length > 0);
    for (const { name, contact } of withPhone) {
      const link = card(page, name).getByRole("link", { name: `拨打 ${contact.phone}` });
      assert.equal(await link.getAttribute("href"), `tel:${contact.phone.replaceAll("-", "")}`);
    }
  }));

test("a channel without a published contact says so and leads to the office that can be asked", () =>
  visit(SHULE, "channels", {}, async (page) => {
    const without = SHULE.channels.filter(({ contact, url }) => !contact && !url);
    assert.ok(without.length > 5);
    for (const { name, instead } of without) {
      const office = SHULE.channels.find(({ id }) => id === instead);
      await card(page, name).getByText(`来源没有公布这个渠道的电话、网址或地址。可以先问${office.name}（${office.contact.phone}）。`).waitFor();
      assert.equal(await card(page, name).getByRole("link", { name: office.name }).getAttribute("href"), `/channels#${instead}`);
    }
    const last = without.at(-1);
    await card(page, last.name).getByRole("link", { name: "疏勒县人民政府办公室" }).click();
    await untilAddress(page, "the link to the office", (url) => url.hash === `#${last.instead}`);
    await until(page, "the office's card is in view", (id) => {
      const { top, bottom } = document.getElementById(id).getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }, last.instead);
  }));

test("typing finds a channel by its name, its use and its number, with what was found marked", () =>
  visit(SHULE, "channels", {}, async (page) => {
    const finder = new Finder(page);
    const total = SHULE.channels.length;
    for (const [typed, expected] of [["热线", "政务热线"], ["12388", "12388服务平台"], ["0998-6572114", "疏勒县人民政府办公室"]]) {
      await finder.field.fill(typed);
      await until(page, `the channels follow “${typed}”`, (total) => document.querySelectorAll("main article").length < total, total);
      await card(page, expected).waitFor();
      assert.equal(await main(page).getByRole("article").count(), await finder.count());
      await untilAddress(page, "the words are kept", (url) => url.searchParams.get("q") === typed);
    }
    await finder.field.fill("热线");
    await card(page, "政务热线").locator("mark", { hasText: "热线" }).first().waitFor();
    await finder.field.fill("没有的渠道");
    await finder.untilCount(0);
    await page.getByText("没有符合的渠道。请换一个更短的词，或取消上面的选择。").waitFor();
    await finder.clearField.click();
    await finder.untilCount(total);
  }));
