import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { place, run } from "./figures.js";

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

const option = ({ title, years, lines }) => ({
  animation: false,
  aria: { enabled: true, label: { description: title }, decal: { show: true } },
  grid: { left: 8, right: 8, top: lines.length > 1 ? 48 : 16, bottom: 8 },
  legend: { show: lines.length > 1, type: "plain" },
  tooltip: { trigger: "axis", renderMode: "richText" },
  xAxis: { type: "category", data: years },
  yAxis: { type: "value" },
  series: lines.map(({ name, values }) => ({ name, type: "bar", stack: lines.length > 1 ? "parts" : undefined, data: values, label: { show: lines.length === 1, position: "top" } })),
});

run(
  (chart) => {
    const drawn = echarts.init(place(chart.title, "div"));
    drawn.setOption(option(chart));
    return drawn;
  },
  (drawn, chart) => drawn.setOption(option(chart), { notMerge: true }),
);
