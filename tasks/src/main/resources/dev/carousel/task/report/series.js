// The data of the page, and series of points thinned to what a screen can show.

const data = JSON.parse(document.getElementById("report-data").textContent);
const mark = (text) => (data.unit ? `${text} (${data.unit})` : text);

/** Times as written by the page's maker: a list, or start, step and count. */
function expandTimes(times) {
  if (Array.isArray(times)) return times;
  return Array.from({ length: times.count }, (_, i) => times.start + i * times.step);
}

for (const series of [data.history, data.forecast, ...data.origins]) {
  series.times = expandTimes(series.times);
}

/** The usual distance of two neighbouring times. */
const timeStep = (() => {
  const times = data.history.times.slice(-500);
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  return gaps.length ? gaps[gaps.length >> 1] : DAY;
})();

/** Index of the first time at or after the given one. */
function indexAt(times, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Points {x, y} from one time to another; y null is a gap. Many points are thinned to the
 *  first, lowest, highest and last of each of the buckets, so that no peak is lost. */
function points(times, values, from = -Infinity, to = Infinity, buckets = 1500) {
  const first = indexAt(times, from);
  const end = times[indexAt(times, to)] === to ? indexAt(times, to) + 1 : indexAt(times, to);
  const all = [];
  const size = Math.max(1, (end - first) / buckets);
  if (size <= 4) {
    for (let i = first; i < end; i++) all.push({ x: times[i], y: values[i] });
    return markLone(all);
  }
  for (let b = 0; b < buckets; b++) {
    const start = first + Math.floor(b * size);
    pushExtremes(all, times, values, start, first + Math.floor((b + 1) * size));
  }
  return markLone(all);
}

function pushExtremes(all, times, values, start, end) {
  let low = -1;
  let high = -1;
  let last = -1;
  let first = -1;
  for (let i = start; i < end; i++) {
    if (values[i] === null) continue;
    if (first < 0) first = low = high = i;
    if (values[i] < values[low]) low = i;
    if (values[i] > values[high]) high = i;
    last = i;
  }
  if (first < 0) {
    all.push({ x: times[start], y: null });
    return;
  }
  const kept = [...new Set([first, low, high, last])].sort((a, b) => a - b);
  for (const i of kept) all.push({ x: times[i], y: values[i] });
}

/** A point between two gaps makes no line, so it is drawn as a dot. */
function markLone(all) {
  all.forEach((point, i) => {
    const left = all[i - 1]?.y ?? null;
    const right = all[i + 1]?.y ?? null;
    if (point.y !== null && left === null && right === null) point.lone = true;
  });
  return all;
}

/** About three or four digits, thousands grouped; a dash for what is missing. */
function figure(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(2).replaceAll("-", "−");
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  const text = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text.replace("-", "−");
}

const withUnit = (value) => figure(value) + (data.unit && value !== null ? ` ${data.unit}` : "");
