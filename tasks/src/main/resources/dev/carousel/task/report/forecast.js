// The forecast behind the last part of the history, with buttons for how much of it to show.

const SPANS = [
  ["6 hours", 6 * HOUR], ["1 day", DAY], ["3 days", 3 * DAY], ["1 week", 7 * DAY],
  ["1 month", 31 * DAY], ["3 months", 92 * DAY], ["1 year", 366 * DAY], ["2 years", 731 * DAY],
  ["5 years", 5 * YEAR], ["10 years", 10 * YEAR], ["25 years", 25 * YEAR], ["50 years", 50 * YEAR],
];

const historyEnd = data.history.times.at(-1) ?? 0;
const historySpan = historyEnd - (data.history.times[0] ?? 0);

/** Spans that show at least twice the horizon and two dozen steps, the shortest four, then all. */
const ranges = (() => {
  const least = timeStep * Math.max(24, 2 * data.forecast.times.length);
  const shown = SPANS.filter(([, size]) => size >= least && size < 0.95 * historySpan).slice(0, 4);
  return [...shown, ["All", Infinity]];
})();

/** At first the second shortest: the forecast is then seen against more than its own length. */
let range = ranges[Math.min(1, ranges.length - 1)];

function makeRangeButtons() {
  const group = document.getElementById("ranges");
  if (ranges.length === 1) return;
  for (const one of ranges) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = one[1] === Infinity ? one[0] : `Last ${one[0].replace(/^1 /, "")}`;
    button.setAttribute("aria-pressed", String(one === range));
    button.addEventListener("click", () => {
      range = one;
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
      paintForecast();
    });
    group.append(button);
  }
}

/** The forecast, begun at the last value known so that the lines meet. */
function joined(values) {
  const last = data.history.values.length - 1;
  const known = last >= 0 ? data.history.values[last] : null;
  const start = known === null ? [] : [{ x: historyEnd, y: known, joint: true }];
  return [...start, ...points(data.forecast.times, values)];
}

function forecastDatasets(from) {
  const model = colour("model");
  const { band, times, values } = data.forecast;
  const past = points(data.history.times, data.history.values, from);
  const sets = [{ label: "History", data: past, borderColor: colour("ink"), borderWidth: past.length > 2000 ? 0.8 : 1.4 }];
  if (!times.length) return sets;
  sets.push({ label: "Forecast", data: joined(values), borderColor: model, borderWidth: 2.6 });
  if (band) {
    const edge = { borderColor: "transparent", swatch: colour("model-pale"), hoverRadius: 0 };
    sets.push({ ...edge, label: "_Lower", data: joined(band.lower), pointRadius: 0 });
    sets.push({
      ...edge, label: `_Upper`, data: joined(band.upper), pointRadius: 0,
      fill: "-1", backgroundColor: colour("model-wash"),
    });
    sets.push({ label: band.name, data: [], borderColor: colour("model-pale"), borderWidth: 8 });
  }
  return sets;
}

function paintForecast() {
  if (!data.history.times.length && !data.forecast.times.length) return;
  const start = data.history.times[0] ?? data.forecast.times[0];
  const from = Math.max(start, historyEnd - range[1]);
  const end = data.forecast.times.at(-1) ?? historyEnd;
  const label = `known until ${timeWords(historyEnd, data.calendar)}`;
  const lines = data.forecast.times.length && data.history.times.length
    ? [{ x: historyEnd, label, colour: colour("soft") }] : [];
  paint("forecast-chart", {
    type: "line",
    data: { datasets: forecastDatasets(from) },
    options: chartOptions({
      x: timeAxis("Time", from, end), y: axis(mark(data.target), { grace: "6%" }), title: byTime, lines,
    }),
  });
}
