import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from "chart.js";
import { place, run } from "./figures.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

const data = ({ years, lines }) => ({ labels: years, datasets: lines.map(({ name, values }) => ({ label: name, data: values })) });

run(
  (chart) => {
    const canvas = place(chart.title, "canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", chart.title);
    const stacked = chart.lines.length > 1;
    return new Chart(canvas, {
      type: "bar",
      data: data(chart),
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: { legend: { display: stacked } },
        scales: { x: { stacked }, y: { stacked, beginAtZero: true } },
      },
    });
  },
  (drawn, chart) => {
    drawn.data = data(chart);
    drawn.update();
  },
);
