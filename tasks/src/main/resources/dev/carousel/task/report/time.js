// Time axes without a date library: milliseconds, read as UTC, so the data's own clock is shown.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONDAY = 4 * DAY; // 1970-01-05

/** Tick steps from fine to coarse: fixed ones by size, others counted in months. */
const TICK_STEPS = [
  ...[1, 5, 15, 30].map((n) => ({ unit: "time", size: n * MINUTE })),
  ...[1, 3, 6, 12].map((n) => ({ unit: "time", size: n * HOUR })),
  ...[1, 2].map((n) => ({ unit: "day", size: n * DAY })),
  ...[7, 14].map((n) => ({ unit: "day", size: n * DAY, from: MONDAY })),
  ...[1, 3, 6].map((n) => ({ unit: "month", months: n, size: (n * YEAR) / 12 })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => ({ unit: "year", months: 12 * n, size: n * YEAR })),
];

const FINEST = { time: 0, day: DAY, month: YEAR / 12, year: YEAR };

/** At most count ticks from min to max at round times of the calendar, each {value, label}. */
function timeTicks(min, max, count, calendar) {
  if (!(max > min)) return [{ value: min, label: [timeWords(min, calendar)] }];
  const steps = TICK_STEPS.filter((s) => s.size >= FINEST[calendar]);
  const step = steps.find((s) => s.size * count >= max - min) ?? steps.at(-1);
  const values = step.months ? monthTicks(min, max, step.months) : evenTicks(min, max, step);
  return values.map((value, i) => ({
    value,
    label: tickLabel(value, step.unit, i === 0 ? null : values[i - 1]),
  }));
}

function evenTicks(min, max, step) {
  const from = step.from ?? 0;
  const values = [];
  let value = from + Math.ceil((min - from) / step.size) * step.size;
  for (; value <= max; value += step.size) values.push(value);
  return values;
}

function monthTicks(min, max, months) {
  const first = new Date(min);
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  const values = [];
  for (let value = -Infinity; value <= max; month += months) {
    value = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (value >= min && value <= max) values.push(value);
  }
  return values;
}

/** One or two lines: the second names the day or year where it changes. */
function tickLabel(value, unit, previous) {
  const at = new Date(value);
  const year = String(at.getUTCFullYear());
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  const newYear = previous === null || new Date(previous).getUTCFullYear() !== at.getUTCFullYear();
  const newDay = previous === null || Math.floor(previous / DAY) !== Math.floor(value / DAY);
  if (unit === "year") return [year];
  if (unit === "month") return newYear ? [MONTHS[at.getUTCMonth()], year] : [MONTHS[at.getUTCMonth()]];
  if (unit === "day") return newYear ? [day, year] : [day];
  return newDay ? [clock(at), day] : [clock(at)];
}

function clock(at) {
  const two = (n) => String(n).padStart(2, "0");
  const seconds = at.getUTCSeconds() ? `:${two(at.getUTCSeconds())}` : "";
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds}`;
}

/** A time in words, as fine as the data's calendar. */
function timeWords(value, calendar) {
  const at = new Date(value);
  const month = `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  if (calendar === "year") return String(at.getUTCFullYear());
  if (calendar === "month") return month;
  const day = `${WEEKDAYS[at.getUTCDay()]} ${at.getUTCDate()} ${month}`;
  return calendar === "time" ? `${day}, ${clock(at)}` : day;
}
