// Nothing that a visitor looks at jumps, while the page comes and when the app takes it over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET } from "../../bench/budgets.mjs";
import { shiftOf, vitals, watchVitals } from "../../bench/visit.mjs";
import { LAPTOP, PHONE, PINGTAN, SHULE, forEach, isNotFound, notFound, routes, visit } from "./pages.mjs";

/**
 * In the page: where everything stands on the written page and after the take-over. The browser's own measure of
 * shifts does not see elements that are replaced by others.
 */
function notePlaces() {
  const places = () =>
    [...document.querySelectorAll("#app *")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.tagName.toLowerCase()}.${element.className} ${[x, y, width, height].map(Math.round).join(" ")}`;
    });
  // The first moment at which something can be drawn: the page is parsed, and its styles are there.
  const look = () => {
    if (globalThis.placesWritten || document.readyState === "loading" || !document.querySelector("link[rel=stylesheet]").sheet) return;
    globalThis.placesWritten = places();
  };
  addEventListener("load", look, true);
  addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(() => (globalThis.placesTaken ??= places())).observe(document.documentElement, { attributes: true });
  });
}

async function assertNothingJumps(county, route, size) {
  const before = async (page) => {
    await watchVitals(page);
    await page.addInitScript(notePlaces);
  };
  const options = { ...size, ...(isNotFound(route) ? notFound : {}), before };
  const noted = await visit(county, route.path, options, async (page) => {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const { placesWritten, placesTaken } = await page.evaluate(() => ({ placesWritten, placesTaken }));
    return { ...(await vitals(page)), placesWritten, placesTaken };
  });
  const moved = noted.shifts.flatMap(({ sources }) => sources).join("; ");
  assert.ok(shiftOf(noted) <= BUDGET.shift, `the layout shifts by ${shiftOf(noted).toFixed(3)}: ${moved}`);
  assert.ok(noted.placesWritten.length > 20, "the written page is there before the app");
  assert.deepEqual(noted.placesTaken, noted.placesWritten, "everything stands where it stood");
}

for (const county of [SHULE, PINGTAN]) {
  for (const size of [PHONE, LAPTOP]) {
    test(`nothing jumps on any page of ${county.site.county.name}, ${size.width} pixels wide`, async () => {
      await forEach(routes(county), ({ path }) => `/${path}`, (route) => assertNothingJumps(county, route, size));
    });
  }
}
