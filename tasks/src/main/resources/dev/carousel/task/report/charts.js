// What all charts share: axes, tooltip, legend, the guide under the pointer, and marked lines.

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

/** A little air between the legend and the chart. */
const legendGap = {
  id: "legendGap",
  beforeInit(chart) {
    if (!chart.legend) return;
    const fit = chart.legend.fit;
    chart.legend.fit = function () {
      fit.call(this);
      this.height += 8;
    };
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

Chart.register(guide, marks, legendGap);

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
    title: { display: true, text: title, color: colour("soft"), padding: 2 },
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
      const ticks = timeTicks(scale.min, scale.max, Math.max(2, scale.chart.width / 90));
      labels.clear();
      ticks.forEach((tick) => labels.set(tick.value, tick.label));
      scale.ticks = ticks.map(({ value }) => ({ value }));
    },
    grid: { display: false },
    ticks: { autoSkip: false, maxRotation: 0, maxTicksLimit: 100, callback: (value) => labels.get(value) },
  });
}

/** Axes, legend and tooltip of a chart; title(item) is the tooltip's first line. */
function chartOptions({ x, y, title, lines = [], tooltip = {}, ...more }) {
  return {
    ...more,
    clip: 6,
    layout: { padding: { right: 8 } },
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x, y },
    plugins: {
      marks: { lines },
      legend: legendOptions(),
      tooltip: tooltipOptions(title, tooltip),
    },
    elements: {
      line: { borderJoinStyle: "round", borderWidth: 1.6 },
      point: { hoverRadius: 4, hitRadius: 0, radius: (c) => (c.raw?.lone ? 1.6 : 0) },
    },
  };
}

function legendOptions() {
  return {
    align: "start",
    onClick: null,
    labels: {
      usePointStyle: true,
      pointStyle: "line",
      pointStyleWidth: 26,
      boxHeight: 6,
      padding: 16,
      color: colour("ink"),
      filter: (item) => !item.text.startsWith("_"),
      generateLabels: (chart) => chart.data.datasets.map(legendItem),
    },
  };
}

/** A line in the legend as the chart draws it, with its colour, width and dashes. */
function legendItem({ label, swatch, borderColor, borderWidth, borderDash }) {
  const ink = swatch ?? borderColor;
  return {
    text: label, fontColor: colour("ink"), pointStyle: "line",
    strokeStyle: ink, fillStyle: ink, lineWidth: borderWidth ?? 1.6, lineDash: borderDash ?? [],
  };
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
  return chart;
}
