// Error by horizon step, and the loss curve.

const DASHES = [[6, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 2], [1, 2]];

/** One step in words, where it is a round one. */
function stepWords() {
  const names = [[YEAR, "year"], [YEAR / 12, "month"], [7 * DAY, "week"], [DAY, "day"], [HOUR, "hour"], [MINUTE, "minute"]];
  const found = names.find(([size]) => Math.abs(timeStep / size - 1) < 0.04);
  return found ? `Steps ahead (1 step = 1 ${found[1]})` : "Steps ahead";
}

const numbered = (values) => values.map((y, i) => ({ x: i + 1, y }));

/** A whole-numbered axis from the first to the last, which need not be a round number. */
function countAxis(title, count) {
  return axis(title, {
    min: count > 1 ? 1 : 0.5, max: count > 1 ? count : 1.5, grid: { display: false },
    border: { display: true, color: colour("line") },
    afterBuildTicks(scale) {
      const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
      const size = steps.find((s) => count / s <= Math.max(3, scale.chart.width / 48)) ?? 5000;
      const ticks = [{ value: 1 }];
      for (let value = size; value <= count; value += size) if (value > 1) ticks.push({ value });
      scale.ticks = ticks;
    },
    ticks: { autoSkip: false, maxTicksLimit: 200, maxRotation: 0, callback: (value) => String(value) },
  });
}

function paintSteps() {
  if (!data.steps.length || !data.steps[0].mae.length) return;
  const dot = data.steps[0].mae.length === 1 ? 4 : 0;
  const datasets = data.steps.map(({ name, mae }, i) => {
    const ink = colour(i === 0 ? "model" : `base-${((i - 1) % 5) + 1}`);
    return {
      label: name, data: numbered(mae), borderColor: ink, backgroundColor: ink, pointRadius: dot,
      borderWidth: i === 0 ? 3 : 1.8, borderDash: i === 0 ? [] : DASHES[(i - 1) % DASHES.length],
    };
  });
  paint("steps-chart", {
    type: "line",
    data: { datasets },
    options: chartOptions({
      x: countAxis(stepWords(), data.steps[0].mae.length),
      y: axis(mark("MAE"), { beginAtZero: true, grace: "5%" }),
      title: (item) => (item.raw.x === 1 ? "1 step ahead" : `${item.raw.x} steps ahead`),
    }),
  });
}

function paintLoss() {
  const { name, training, validation, bestEpoch } = data.loss;
  if (!training.length) return;
  const seen = [...training, ...validation].filter((v) => v !== null);
  const wide = Math.min(...seen) > 0 && Math.max(...seen) / Math.min(...seen) > 50;
  const dot = training.length === 1 ? 4 : 0;
  const line = (label, values, ink, more) => ({
    label, data: numbered(values), borderColor: ink, backgroundColor: ink, pointRadius: dot, borderWidth: 2.2, ...more,
  });
  const datasets = [line("Training", training, colour("base-1"), { borderDash: [6, 3] })];
  if (validation.length) datasets.push(line("Validation", validation, colour("model")));
  paint("loss-chart", {
    type: "line",
    data: { datasets },
    options: chartOptions({
      x: countAxis("Epoch", training.length),
      y: axis(name ? ["Loss", name] : "Loss", { type: wide ? "logarithmic" : "linear", grace: "5%" }),
      title: (item) => `Epoch ${item.raw.x}`,
      lines: [{ x: bestEpoch, label: `best: epoch ${bestEpoch}`, colour: colour("ink") }],
      tooltip: { label: (item) => ` ${item.dataset.label}: ${figure(item.raw.y)}` },
    }),
  });
}
