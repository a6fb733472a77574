// The figures that both peers draw: those of our page that a chart library can draw as they are.

import { CHARTS, series } from "../peer/src/measures.js";

/** Gives every chart from a year on, with its lines: numbers year by year, null where there is none. */
async function charts() {
  const json = async (path) => (await fetch(`data/${path}`)).json();
  const { reports: years } = await json("index.json");
  const reports = (await Promise.all(years.map((year) => json(`reports/${year}.json`)))).reverse();
  return (from) => {
    const shown = reports.filter(({ year }) => year >= from);
    return CHARTS.map(({ title, lines, table }) => ({
      title,
      years: shown.map(({ year }) => String(year)),
      lines: lines.map((line) => ({ name: line.name, values: series(line, table, shown) })),
    })).filter(({ lines }) => lines.some(({ values }) => values.some((value) => value !== null)));
  };
}

/** A place for a chart, under its heading. */
export function place(title, tag) {
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const box = document.createElement("div");
  box.className = "chart";
  const inner = box.appendChild(document.createElement(tag));
  section.append(heading, box);
  document.querySelector("main").append(section);
  return inner;
}

/** Draws everything, and again when it is told the first year to show; says so for the bench. */
export async function run(draw, update) {
  const of = await charts();
  const drawn = of(0).map((chart, at) => {
    const made = draw(chart);
    if (at === 0) globalThis.firstDrawn = performance.now();
    return made;
  });
  globalThis.showFrom = (from) => of(from).forEach((chart, at) => update(drawn[at], chart));
  document.documentElement.dataset.ready = "";
}
