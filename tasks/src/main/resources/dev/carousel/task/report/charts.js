// What all charts share: axes, tooltip, legend, the guide under the pointer, and marked times.

const Chart = window.Chart;

/** A thin line at the time under the pointer. */
const guide = {
  id: "guide",
  beforeDatasetsDraw(chart) {
    const active = chart.tooltip?.getActiveElements() ?? [];
    if (!active.length || chart.config.type === "bar") return;
    drawLine(chart, active[0].element.x, colour("line"), []);
  },
};

/** Upright lines marked on a chart: {x, label, colour}. */
const marks = {
  id: "marks",
  afterDatasetsDraw(chart, _, options) {
    for (const line of options.lines ?? []) {
      const x = chart.scales.x.getPixelForValue(line.x);
      drawLine(chart, x, line.colour, [4, 4]);
      drawMarkLabel(chart, x, line);
    }
  },
};

function drawLine(chart, x, stroke, dash) {
  const { ctx, chartArea: area } = chart;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, area.top);
  ctx.lineTo(x, area.bottom);
  ctx.stroke();
  ctx.restore();
}

function drawMarkLabel(chart, x, { label, colour: ink }) {
  const { ctx, chartArea: area } = chart;
  ctx.save();
  ctx.font = `12px ${Chart.defaults.font.family}`;
  const width = ctx.measureText(label).width + 10;
  const left = x + width > area.right ? x - width : x;
  ctx.fillStyle = colour("card");
  ctx.globalAlpha = 0.85;
  ctx.fillRect(left + 1, area.top, width - 2, 17);
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
  ctx.textBaseline = "middle";
  ctx.fillText(label, left + 5, area.top + 9);
  ctx.restore();
}

Chart.register(guide, marks);

function setDefaults() {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12.5;
  Chart.defaults.color = colour("soft");
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.parsing = false;
  Chart.defaults.normalized = true;
}

function axis(title, more = {}) {
  return {
    type: "linear",
    title: { display: true, text: title, color: colour("soft"), padding: { top: -2, bottom: 2 } },
    grid: { color: colour("grid"), drawTicks: false },
    border: { display: false },
    ...more,
    ticks: { padding: 8, maxTicksLimit: 7, ...more.ticks },
  };
}

/** An axis of times from min to max, ticks as dense as the width allows. */
function timeAxis(title, min, max) {
  const labels = new Map();
  return axis(title, {
    min,
    max,
    border: { display: true, color: colour("line") },
    afterBuildTicks(scale) {
      const ticks = timeTicks(scale.min, scale.max, Math.max(2, scale.chart.width / 90), data.calendar);
      labels.clear();
      ticks.forEach((tick) => labels.set(tick.value, tick.label));
      scale.ticks = ticks.map(({ value }) => ({ value }));
    },
    grid: { display: false },
    ticks: { autoSkip: false, maxRotation: 0, maxTicksLimit: 100, callback: (value) => labels.get(value) },
  });
}

/** Axes and tooltip of a chart; title(item) is the tooltip's first line. */
function chartOptions({ x, y, title, lines = [], tooltip = {}, ...more }) {
  return {
    ...more,
    clip: 6,
    layout: { padding: { right: 8, top: 6 } },
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x, y },
    plugins: {
      marks: { lines },
      legend: { display: false },
      tooltip: tooltipOptions(title, tooltip),
    },
    elements: {
      line: { borderJoinStyle: "round", borderWidth: 1.6 },
      point: { hoverRadius: 4, hitRadius: 0, radius: (c) => (c.raw?.lone ? 1.6 : 0) },
    },
  };
}

/** The legend as a list of text before the chart: each line with its colour, width and dashes. */
function writeLegend(canvas, datasets) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const set of datasets.filter((one) => !one.label.startsWith("_"))) {
    const item = document.createElement("li");
    item.append(swatch(set), set.label);
    list.append(item);
  }
  const frame = canvas.parentElement;
  if (frame.previousElementSibling?.className === "legend") frame.previousElementSibling.remove();
  frame.before(list);
}

function swatch({ swatch: ink, borderColor, borderWidth = 1.6, borderDash = [] }) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const wide = { width: 28, height: 10, "aria-hidden": "true" };
  const drawn = { d: "M0 5H28", stroke: ink ?? borderColor, "stroke-width": borderWidth, "stroke-dasharray": borderDash.join(" ") };
  for (const [key, value] of Object.entries(wide)) picture.setAttribute(key, value);
  for (const [key, value] of Object.entries(drawn)) line.setAttribute(key, value);
  picture.append(line);
  return picture;
}

function tooltipOptions(title, { filter, label }) {
  return {
    backgroundColor: colour("card"),
    borderColor: colour("line"),
    borderWidth: 1,
    titleColor: colour("soft"),
    bodyColor: colour("ink"),
    titleFont: { weight: "normal" },
    bodyFont: { weight: "600" },
    padding: 10,
    caretSize: 0,
    caretPadding: 12,
    cornerRadius: 8,
    usePointStyle: true,
    boxPadding: 4,
    filter: (item) => !item.raw.joint && item.raw.y !== null && (filter?.(item) ?? true),
    callbacks: {
      title: (items) => (items.length ? title(items[0]) : ""),
      label: label ?? ((item) => ` ${item.dataset.label.replace(/^_/, "")}: ${withUnit(item.raw.y)}`),
      labelPointStyle: () => ({ pointStyle: "circle", rotation: 0 }),
      labelColor: ({ dataset }) => {
        const ink = dataset.swatch ?? dataset.borderColor;
        return { borderColor: ink, backgroundColor: ink };
      },
    },
  };
}

const byTime = (item) => timeWords(item.raw.x, data.calendar);

const painted = new Map();

/** Draws a chart in the canvas of that id, in place of the one before; null if there is no canvas. */
function paint(id, config) {
  const canvas = document.getElementById(id);
  if (!canvas) return null;
  painted.get(id)?.destroy();
  const chart = new Chart(canvas, config);
  painted.set(id, chart);
  writeLegend(canvas, config.data.datasets);
  return chart;
}
