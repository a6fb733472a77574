// Every page for everybody: screen readers, small screens, large letters, thick fingers, dark rooms.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LAPTOP, PHONE, heading, main, navigation, onEveryPage, sticksOut, violations, visit } from "./pages.mjs";

const options = ({ path }) => (path === "no-such-page" ? { expect: { status: [404], console: [/404/] } } : {});

/** Opens everything that folds, so that what is inside is looked at, too. */
const unfold = (page) => page.locator("details:not([open])").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));

for (const size of [PHONE, LAPTOP]) {
  test(`every page at ${size.width} px has one heading, its title, its landmarks and its own words`, () =>
    onEveryPage((county, route) =>
      visit(county, route.path, { ...size, ...options(route) }, async (page) => {
        assert.equal(await page.title(), route.title);
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
        await heading(page, route.heading).waitFor();
        assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
        assert.equal(await main(page).count(), 1);
        assert.equal(await page.getByRole("banner").count(), 1);
        assert.equal(await page.getByRole("contentinfo").count(), 1);
        assert.equal(await navigation(page).getByRole("link").count(), 8);
        const text = await main(page).innerText();
        for (const words of route.words) assert.ok(text.includes(words), `“${words}” is not on the page`);
        assert.equal(await page.getByRole("alert").count(), 0);
        const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
        levels.forEach((level, index) => assert.ok(index === 0 || level <= levels[index - 1] + 1, `a heading of level ${level} follows one of level ${levels[index - 1]}`));
      }),
    ));

  for (const dark of [false, true]) {
    test(`axe finds nothing on any page at ${size.width} px in ${dark ? "dark" : "light"}`, () =>
      onEveryPage((county, route) =>
        visit(county, route.path, { ...size, dark, ...options(route) }, async (page) => {
          await unfold(page);
          const found = await violations(page);
          assert.ok(found.length === 0, `\n  ${found.join("\n  ")}`);
        }),
      ));
  }
}

test("no page can be pushed sideways: at 320, 360 and 1280 px, with letters as set and twice as large", () =>
  onEveryPage((county, route) =>
    visit(county, route.path, options(route), async (page) => {
      await unfold(page);
      for (const scale of [1, 2]) {
        if (scale === 2) {
          await page.evaluate(() => {
            const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
            document.documentElement.style.setProperty("font-size", `${2 * size}px`);
          });
        }
        for (const width of [320, 360, 1280]) {
          await page.setViewportSize({ width, height: 640 });
          const outside = await page.evaluate(sticksOut);
          assert.equal(outside, null, `letters ×${scale}, ${width} px`);
        }
      }
    }),
  ));

test("with letters twice as large no text is cut off in a button, a link or a heading", () =>
  onEveryPage((county, route) =>
    visit(county, route.path, options(route), async (page) => {
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "212%"));
      const cut = await page.locator("main button, main h1, main h2, main h3, nav a, summary, select").evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility() && !one.closest(".gk-visually-hidden") && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
          .filter((one) => getComputedStyle(one).overflow !== "visible" && getComputedStyle(one).display !== "inline")
          .map((one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent.slice(0, 30)}`),
      );
      assert.deepEqual(cut, []);
    }),
  ));

test("everything to press is at least 44 by 44 px on a phone", () =>
  onEveryPage((county, route) =>
    visit(county, route.path, options(route), async (page) => {
      await unfold(page);
      const small = await page.locator("button, input, select, summary, header a, nav a, a.gk-button").evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility())
          // A box is pressed by its label.
          .map((one) => (one.matches("input[type=checkbox]") ? one.closest("label") : one))
          .filter((one) => {
            const { width, height } = one.getBoundingClientRect();
            return width < 43.99 || height < 43.99;
          })
          .map((one) => {
            const { width, height } = one.getBoundingClientRect();
            return `${width.toFixed(1)}×${height.toFixed(1)} <${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent.trim().slice(0, 30)}`;
          }),
      );
      assert.ok(small.length === 0, `${small.length}: ${[...new Set(small)].slice(0, 6).join(" | ")}`);
    }),
  ));

test("every field and every list to choose from has a name that is on the screen", () =>
  onEveryPage((county, route) =>
    visit(county, route.path, options(route), async (page) => {
      const nameless = await page.locator("input, select").evaluateAll((all) => all.filter((one) => !one.labels?.length).map((one) => one.outerHTML));
      assert.deepEqual(nameless, []);
    }),
  ));
