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
  const one = chosen[Number(figure.dataset.place)];
  const known = one.h.length;
  const every = [...one.h, ...one.f, ...one.a, ...bands(one).flat(2)].filter((v) => v !== null);
  const low = Math.min(...every);
  const high = Math.max(...every);
  const x = (i) => (WIDTH * i) / Math.max(1, known + one.f.length - 1);
  const y = (v) => 3 + (HEIGHT - 6) * (high > low ? (high - v) / (high - low) : 0.5);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${one.id}: the last values, the forecast and what came`);
  for (const [lower, upper] of bands(one)) {
    const back = lower.map((v, i) => `L${x(known + i).toFixed(1)} ${y(v).toFixed(1)}`).reverse();
    append(svg, "band", line(upper, known, x, y) + back.join("") + "Z");
  }
  append(svg, "known", line(one.h, 0, x, y));
  append(svg, "came", line(one.a, known, x, y));
  append(svg, "said", line(one.f, known, x, y));
  figure.append(svg);
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
  const name = document.createElement("b");
  name.textContent = one.id;
  name.title = one.id;
  const score = document.createElement("span");
  score.textContent = one.m === null ? "" : `MASE ${one.m.toFixed(2)}`;
  caption.append(name, score);
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
choose();
