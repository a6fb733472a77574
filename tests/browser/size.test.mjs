// What a first visit transfers: no more than a phone on a weak network can take.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET, PAGES, TOTAL_OF_OTHER_PAGES } from "../../bench/budgets.mjs";
import { bytesOf, untilSettled, watchTransfers } from "../../bench/visit.mjs";
import { PINGTAN, SHULE, forEach, routes, visit, isNotFound, notFound } from "./pages.mjs";

async function firstVisit(county, path, expected = {}) {
  let files;
  const before = async (page) => {
    files = await watchTransfers(page);
  };
  await visit(county, path, { ...expected, before }, untilSettled);
  const sizes = { document: bytesOf(files, "html", "css"), wasm: bytesOf(files, "wasm"), total: bytesOf(files) };
  assert.ok(sizes.document > 0 && sizes.wasm > 0, "the page, its styles and the app were transferred");
  return sizes;
}

function assertWithin(sizes, budget) {
  const tooLarge = Object.keys(budget).filter((part) => sizes[part] > budget[part]);
  const sentences = tooLarge.map((part) => `${part}: ${sizes[part]} bytes, at most ${budget[part]}`);
  assert.ok(tooLarge.length === 0, sentences.join("; "));
}

for (const path of PAGES) {
  test(`a first visit of ${path} stays within its bytes`, async () => {
    const { document, wasm, total } = BUDGET;
    assertWithin(await firstVisit(SHULE, path.slice(1)), { document, wasm, total });
  });
}

for (const county of [SHULE, PINGTAN]) {
  test(`a first visit of every page of ${county.site.county.name} stays within its bytes`, async (t) => {
    await forEach(routes(county), ({ path }) => `/${path}`, async (route) => {
      const sizes = await firstVisit(county, route.path, isNotFound(route) ? notFound : {});
      t.diagnostic(`/${route.path}: ${sizes.total} bytes`);
      assertWithin(sizes, { total: TOTAL_OF_OTHER_PAGES });
    });
  });
}
