// Small charts of many series: each is drawn when it comes into view, and a search finds it.

const PAGE = 60;
const WIDTH = 240;
const HEIGHT = 100;
const SVG = "http://www.w3.org/2000/svg";
const all = JSON.parse(document.getElementById("report-data").textContent);
const grid = document.getElementById("multiples");
const found = document.getElementById("found");
const more = document.getElementById("more");
let chosen = all;
let shown = 0;

/** A path through values from a place on; what is missing breaks it. */
function line(values, from, x, y) {
  let path = "";
  let pen = "M";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
      return;
    }
    path += `${pen}${x(from + i).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  });
  return path;
}

function append(svg, name, path) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("class", name);
  element.setAttribute("d", path);
  svg.append(element);
}

/** What is shaded around a forecast: quantiles two by two from the outside, or else its interval. */
function bands(one) {
  const pairs = [];
  for (let low = 0, high = one.q.length - 1; low < high; low++, high--) pairs.push([one.q[low], one.q[high]]);
  if (pairs.length === 0 && one.l && one.u) pairs.push([one.l, one.u]);
  return pairs;
}

function draw(figure) {
  figure.append(chart(chosen[Number(figure.dataset.place)], WIDTH, HEIGHT, 0, 0));
}

/** A series as SVG, with so much room for numbers at the left and below. */
function chart(one, width, height, left, below) {
  const known = one.h.length;
  const every = [...one.h, ...one.f, ...one.a, ...bands(one).flat(2)].filter((v) => v !== null);
  const low = Math.min(...every);
  const high = Math.max(...every);
  const x = (i) => left + ((width - left) * i) / Math.max(1, known + one.f.length - 1);
  const y = (v) => 3 + (height - below - 6) * (high > low ? (high - v) / (high - low) : 0.5);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (left === 0) svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${one.id}: the last values, the forecast and what came`);
  if (left > 0 && every.length > 0) axes(svg, one, { x, y, low, high, width, height, left, below });
  for (const [lower, upper] of bands(one)) {
    const back = lower.map((v, i) => `L${x(known + i).toFixed(1)} ${y(v).toFixed(1)}`).reverse();
    append(svg, "band", line(upper, known, x, y) + back.join("") + "Z");
  }
  append(svg, "known", line(one.h, 0, x, y));
  append(svg, "came", line(one.a, known, x, y));
  append(svg, "said", line(one.f, known, x, y));
  return svg;
}

function label(svg, text, x, y, anchor) {
  const element = document.createElementNS(SVG, "text");
  element.setAttribute("x", x.toFixed(1));
  element.setAttribute("y", y.toFixed(1));
  element.setAttribute("text-anchor", anchor);
  element.textContent = text;
  svg.append(element);
}

/** Lines across at round numbers, the origin, and times (or steps) below. */
function axes(svg, one, at) {
  const rough = (at.high - at.low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  for (let i = Math.ceil(at.low / step); i * step <= at.high; i++) {
    append(svg, "grid", `M${at.left} ${at.y(i * step).toFixed(1)}H${at.width}`);
    label(svg, (i * step).toFixed(digits), at.left - 8, at.y(i * step) + 4, "end");
  }
  const known = one.h.length;
  const last = known + one.f.length - 1;
  const words = one.t.length === 3 ? one.t : [`${known} steps before`, "last known", `${one.f.length} ahead`];
  append(svg, "grid", `M${at.x(known - 1).toFixed(1)} 0V${at.height - at.below}`);
  label(svg, words[0], at.left, at.height - 6, "start");
  label(svg, words[1], at.x(known - 1), at.height - 6, "middle");
  label(svg, words[2], at.x(last), at.height - 6, "end");
}

const large = document.getElementById("large");
const section = document.getElementById("series");

function score(one) {
  return one.m === null ? "" : `${section.dataset.part}: MASE ${one.m.toFixed(2)}`;
}

function fill(one, title) {
  document.getElementById("large-title").textContent = title;
  document.getElementById("large-chart").replaceChildren(chart(one, 960, 420, 64, 28));
}

function enlarge(one) {
  fill(one, one.id);
  large.showModal();
}

/** The only series stands in the page itself, large. */
function showAlone(one) {
  fill(one, [one.id, score(one)].filter((text) => text !== "").join(", "));
  section.classList.add("alone");
  large.setAttribute("open", "");
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  }
}, { rootMargin: "300px" });

function figure(place) {
  const one = chosen[place];
  const element = document.createElement("figure");
  element.dataset.place = place;
  const caption = document.createElement("figcaption");
  const name = document.createElement("button");
  name.type = "button";
  name.textContent = one.id;
  name.title = one.id;
  name.addEventListener("click", () => enlarge(one));
  const scored = document.createElement("span");
  scored.textContent = score(one);
  caption.append(name, scored);
  element.append(caption);
  seen.observe(element);
  return element;
}

function showMore() {
  const end = Math.min(chosen.length, shown + PAGE);
  const fresh = document.createDocumentFragment();
  for (; shown < end; shown++) fresh.append(figure(shown));
  grid.append(fresh);
  more.hidden = shown >= chosen.length;
  found.textContent = `${shown} of ${chosen.length} shown`;
}

/** Without a score a series stands last. */
function byScore(sign) {
  const key = (one) => (one.m === null ? Infinity : sign * one.m);
  return (a, b) => key(a) - key(b);
}

function choose() {
  const text = document.getElementById("find").value.trim().toLowerCase();
  const order = document.getElementById("order").value;
  chosen = all.filter((one) => one.id.toLowerCase().includes(text));
  if (order !== "file") chosen.sort(byScore(order === "worst" ? -1 : 1));
  seen.disconnect();
  grid.replaceChildren();
  shown = 0;
  showMore();
}

function wireCopyCommand() {
  const said = document.getElementById("copied");
  const command = document.getElementById("command");
  document.getElementById("copy").addEventListener("click", () => {
    const select = () => {
      getSelection().selectAllChildren(command);
      said.textContent = "Press Ctrl+C";
    };
    if (!navigator.clipboard) select();
    else navigator.clipboard.writeText(command.textContent).then(() => (said.textContent = "Copied"), select);
  });
}

document.getElementById("find").addEventListener("input", choose);
document.getElementById("order").addEventListener("change", choose);
more.addEventListener("click", showMore);
wireCopyCommand();
watchTheme(() => {});
if (all.length === 1) showAlone(all[0]);
else choose();
