import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { use, useEffect, useMemo, useRef } from "react";
import { load } from "./data.js";
import { CHARTS, series } from "./measures.js";

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

export default function Statistics() {
  const { reports: years } = use(load("index.json"));
  const reports = years.map((year) => use(load(`reports/${year}.json`))).reverse();
  return (
    <main id="main">
      <h1>数据</h1>
      {CHARTS.map((chart) => <Statistic key={chart.title} chart={chart} reports={reports} />)}
    </main>
  );
}

function Statistic({ chart, reports }) {
  const years = reports.map(({ year }) => year);
  const lines = useMemo(() => chart.lines.map((line) => ({ name: line.name, values: series(line, chart.table, reports) })), [chart, reports]);
  if (lines.every(({ values }) => values.every((value) => value === null))) return null;
  return (
    <section className="block">
      <h2>{chart.title}（{chart.unit}）</h2>
      <Chart title={chart.title} years={years} lines={lines} />
      <details>
        <summary>数据表</summary>
        <div className="scroll">
          <table>
            <thead><tr><th>年份</th>{lines.map(({ name }) => <th key={name}>{name}</th>)}</tr></thead>
            <tbody>{years.map((year, at) => (
              <tr key={year}><th>{year}</th>{lines.map(({ name, values }) => <td key={name}>{values[at] ?? "未公布"}</td>)}</tr>
            ))}</tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Chart({ title, years, lines }) {
  const place = useRef(null);
  useEffect(() => {
    const chart = echarts.init(place.current);
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: title } },
      grid: { left: 8, right: 8, top: lines.length > 1 ? 48 : 16, bottom: 8 },
      legend: { show: lines.length > 1, type: "plain" },
      tooltip: { trigger: "axis", renderMode: "richText" },
      xAxis: { type: "category", data: years.map(String) },
      yAxis: { type: "value" },
      series: lines.map(({ name, values }) => ({ name, type: "bar", stack: lines.length > 1 ? "parts" : undefined, data: values, label: { show: lines.length === 1, position: "top" } })),
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(place.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [title, years, lines]);
  return <div ref={place} className="chart" />;
}
