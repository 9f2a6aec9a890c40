// The backtest: all origins at a glance, one origin at a time, and the error of each.

const CONTEXT = 2; // history shown before an origin, in horizons

let chosen = data.origins.length - 1;
let overview = null;
let errors = null;

/** Origins spread over as few rows as keep each row's forecasts apart. */
const lanes = (() => {
  const rows = [];
  data.origins.forEach((origin, index) => {
    let row = rows.find((r) => r.end < origin.times[0]);
    if (!row) rows.push((row = { origins: [] }));
    row.origins.push(index);
    row.end = origin.times.at(-1);
  });
  return rows.map((row) => row.origins);
})();

const backtestFrom = () => data.origins[0].time;
const backtestTo = () => data.origins.reduce((end, o) => Math.max(end, o.times.at(-1) ?? o.time), 0);

/** One origin's forecast, thinned to its share of the width. */
function originPoints(index) {
  const { times, forecasts } = data.origins[index];
  return points(times, forecasts, -Infinity, Infinity, Math.max(12, Math.ceil(4000 / data.origins.length)));
}

function lanePoints(lane) {
  return lane.flatMap((index) => {
    const line = originPoints(index);
    return line.length ? [...line, { x: line.at(-1).x, y: null }] : [];
  });
}

function paintOverview() {
  const [from, to] = [backtestFrom(), backtestTo()];
  const pale = colour("model-pale");
  const rows = lanes.map((lane, i) => ({
    label: i ? "_Forecast" : "Forecast of each origin",
    data: lanePoints(lane), borderColor: pale, borderWidth: 1.1, pointRadius: 0, hoverRadius: 0,
  }));
  overview = paint("overview-chart", {
    type: "line",
    data: {
      datasets: [
        { label: "Chosen origin", data: [], borderColor: colour("model"), borderWidth: 3 },
        { label: "Actual", data: points(data.history.times, data.history.values, from, to),
          borderColor: colour("ink"), borderWidth: 1.3 },
        ...rows,
      ],
    },
    options: chartOptions({
      x: timeAxis("Time", from, to), y: axis(mark(data.target)), title: byTime,
      tooltip: { filter: (item) => item.datasetIndex < 2 },
      onClick: (event, _, chart) => choose(nearestOrigin(chart.scales.x.getValueForPixel(event.x))),
    }),
  });
}

function nearestOrigin(time) {
  const distances = data.origins.map((origin) => Math.abs(origin.time - time));
  return distances.indexOf(Math.min(...distances));
}

function paintErrors() {
  const bar = (c) => colour(c.dataIndex === chosen ? "model" : "model-pale");
  const [from, to] = [data.origins[0].time, data.origins.at(-1).time];
  const margin = Math.max(timeStep, (to - from) / data.origins.length) * 0.7;
  const overall = data.mae === null ? [] : [from - margin, to + margin].map((x) => ({ x, y: data.mae }));
  errors = paint("mae-chart", {
    type: "bar",
    data: {
      datasets: [
        {
          label: "MAE of an origin", data: data.origins.map((o) => ({ x: o.time, y: o.mae })),
          backgroundColor: bar, swatch: colour("model-pale"), borderWidth: 8, borderColor: "transparent",
          borderSkipped: true, barThickness: "flex", categoryPercentage: 0.9, minBarLength: 1,
        },
        {
          type: "line", label: `Overall: ${withUnit(data.mae)}`, data: overall,
          borderColor: colour("ink"), borderWidth: 1.4, borderDash: [5, 4],
        },
      ],
    },
    options: chartOptions({
      x: { ...timeAxis("Origin: click a bar to see it", from - margin, to + margin), offset: false },
      y: axis(mark("MAE"), { beginAtZero: true, grace: "8%" }), title: byTime,
      tooltip: { filter: (item) => item.datasetIndex === 0, label: (item) => ` MAE: ${withUnit(item.raw.y)}` },
      onClick: (event, _, chart) => choose(nearestOrigin(chart.scales.x.getValueForPixel(event.x))),
    }),
  });
}

function paintOrigin() {
  const { time, times, actuals, forecasts } = data.origins[chosen];
  const from = time - CONTEXT * Math.max(timeStep, (times.at(-1) ?? time) - time);
  const before = points(data.history.times, data.history.values, from, time);
  const dots = times.length <= 40 ? 2.6 : 0;
  const join = before.length && before.at(-1).y !== null ? [{ ...before.at(-1), joint: true }] : [];
  const shown = (values) => points(times, values);
  paint("origin-chart", {
    type: "line",
    data: {
      datasets: [
        { label: "Forecast", data: shown(forecasts), borderColor: colour("model"), borderWidth: 2.4,
          backgroundColor: colour("model"), pointStyle: "rect", pointRadius: dots },
        { label: "Actual", data: [...join, ...shown(actuals)], borderColor: colour("ink"),
          backgroundColor: colour("ink"), pointRadius: (c) => (c.raw?.joint ? 0 : dots) },
        { label: "Known by then", data: before, borderColor: colour("base-5"), borderWidth: 1.4 },
      ],
    },
    options: chartOptions({
      x: timeAxis("Time", Math.max(from, data.history.times[0] ?? from), times.at(-1) ?? time),
      y: axis(mark(data.target), { grace: "6%" }), title: byTime,
      lines: [{ x: time, label: "origin", colour: colour("soft") }],
    }),
  });
}

/** Shows the origin of that index in words and in all three charts. */
function choose(index) {
  chosen = Math.min(Math.max(index, 0), data.origins.length - 1);
  const { time, mae } = data.origins[chosen];
  document.getElementById("origin").value = String(chosen);
  document.getElementById("origin").setAttribute("aria-valuetext", timeWords(time, data.calendar));
  document.getElementById("previous").disabled = chosen === 0;
  document.getElementById("next").disabled = chosen === data.origins.length - 1;
  document.getElementById("origin-text").textContent =
    `Origin ${chosen + 1} of ${data.origins.length}: ${timeWords(time, data.calendar)}, MAE ${withUnit(mae)}`;
  overview.data.datasets[0].data = originPoints(chosen);
  overview.update("none");
  errors.update("none");
  paintOrigin();
}

function wireStepper() {
  const slider = document.getElementById("origin");
  slider.addEventListener("input", () => choose(Number(slider.value)));
  document.getElementById("previous").addEventListener("click", () => choose(chosen - 1));
  document.getElementById("next").addEventListener("click", () => choose(chosen + 1));
  document.getElementById("stepper").addEventListener("keydown", (event) => {
    if (event.target === slider) return; // a slider knows the arrow keys itself
    if (event.key === "ArrowLeft") choose(chosen - 1);
    if (event.key === "ArrowRight") choose(chosen + 1);
  });
}

function paintBacktest() {
  if (!data.origins.length) return;
  paintOverview();
  paintErrors();
  choose(chosen);
}
