// Draws each chart from the figures beside it; colours, fonts and direction are those of the page.
import uPlot from "../library/uplot.js";

const HEIGHT = 220;
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const STEPS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2160, 8760].map((hours) => hours * 3600);
const root = document.documentElement;
const language = root.lang === "en" ? "en-GB" : root.lang;
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const isRightToLeft = root.dir === "rtl";
const drawn = new Map();

const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

function axis(extra) {
  const quiet = colour("--quiet");
  const line = colour("--line");
  const font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return { stroke: quiet, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, ...extra };
}

function time(seconds, isWhole) {
  const shape = isWhole ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language, { hourCycle: "h23", ...shape, timeZone: "UTC" }).format(new Date(seconds * 1000));
}

function short(seconds, isWhole) {
  const shape = isWhole ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(language, { hourCycle: "h23", ...shape, timeZone: "UTC" }).format(new Date(seconds * 1000));
}

function options(figures, width, said) {
  const isWhole = figures.isTime && figures.along.every((each) => each % 86400 === 0);
  const named = (place) => (figures.isTime ? time(place, isWhole) : figures.along[place] ?? "");
  const onAxis = (places) =>
    places.map((place) => (figures.isTime ? short(place, isWhole) : Number.isInteger(place) ? figures.along[place] ?? "" : ""));
  const bars = figures.isBars ? uPlot.paths.bars({ size: [0.6, 48], align: 0 }) : undefined;
  const margin = figures.isTime ? (figures.along[1] - figures.along[0]) / 2 || 1 : 0.5;
  return {
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, dir: isRightToLeft ? -1 : 1, range: bars ? (_plot, low, high) => [low - margin, high + margin] : undefined },
      y: { range: (_plot, low, high) => [Math.min(0, low), high > 0 ? high * 1.1 : 1] },
    },
    axes: [
      axis({ values: (_plot, places) => onAxis(places), space: 72, incrs: figures.isTime ? STEPS : [1, 2, 5, 10, 20, 50], grid: { show: false } }),
      axis({ values: (_plot, places) => places.map((place) => number.format(place)), side: isRightToLeft ? 1 : 3, size: 72 }),
    ],
    series: [
      {},
      ...figures.series.map((each, place) => {
        const stroke = colour(`--series-${place + 1}`);
        return { label: each.title, stroke, width: 2, dash: bars ? [] : DASHES[place % 4], fill: bars ? stroke : undefined, paths: bars, points: { show: !bars && figures.along.length < 40, size: 5 } };
      }),
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const at = plot.cursor.idx;
          said.textContent = at === null || at === undefined ? "" : [named(plot.data[0][at]), ...figures.series.map((each) => `${each.title}: ${each.values[at] === null ? "–" : number.format(each.values[at])}`)].join(" · ");
        },
      ],
    },
  };
}

function one(figure) {
  const figures = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const place = figure.querySelector(".plot");
  const along = figures.isTime ? figures.along : figures.along.map((_name, position) => position);
  const data = [along, ...figures.series.map((each) => each.values)];
  drawn.get(figure)?.destroy();
  drawn.set(figure, new uPlot(options(figures, place.clientWidth || figure.clientWidth, figure.querySelector(".readout")), data, place));
}

const watching = new ResizeObserver((changes) => {
  for (const change of changes) {
    const plot = drawn.get(change.target);
    const width = change.target.querySelector(".plot").clientWidth;
    if (plot && width && plot.width !== width) plot.setSize({ width, height: HEIGHT });
  }
});

export function draw(place) {
  for (const figure of place.querySelectorAll("[data-chart]")) {
    if (drawn.has(figure)) continue;
    figure.classList.add("drawn");
    one(figure);
    figure.querySelector("details").open = false;
    watching.observe(figure);
  }
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...drawn.keys()].forEach(one));
document.fonts?.ready.then(() => [...drawn.keys()].forEach(one));
