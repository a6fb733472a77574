// A county with thirty years of tables and of every figure of the text: the real years of the example county, over and
// over, under years that they are not of. For measurements only.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , source, target] = process.argv;
const FIGURES = [
  ["disclosed", "条"], ["disclosed_on_website", "条"], ["disclosed_on_new_media", "条"], ["readings", "件"],
  ["requests_handled", "件"], ["reply_rate", "%"], ["on_time_rate", "%"], ["satisfaction_rate", "%"],
  ["proposals_handled", "件"], ["visits", "人次"], ["daily_visits", "人次"],
];

const read = (name) => JSON.parse(readFileSync(join(source, name), "utf8"));
mkdirSync(join(target, "reports"), { recursive: true });
writeFileSync(join(target, "site.json"), JSON.stringify(read("site.json")));
for (let at = 0; at < 30; at += 1) {
  const year = 2019 + at;
  // The first two years are in the form of 2019, as in fact.
  const report = read(`reports/${at < 2 ? year : 2021 + (at % 5)}.json`);
  const figures = FIGURES.map(([id, unit], index) => ({ id, label: id, value: unit === "%" ? 90 + (at % 10) : 1000 + 37 * at + index, unit, section: "1" }));
  writeFileSync(join(target, "reports", `${year}.json`), JSON.stringify({ ...report, year, title: `${year}`, figures, period: undefined, published: undefined }));
}
