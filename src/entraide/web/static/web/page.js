// What every page may use: tables by keyboard, charts where there are any. Reading and one check work without.
import "./tables.js";

function draw(place) {
  if (place.querySelector("[data-chart]")) import("./charts.js").then((charts) => charts.draw(place));
}

draw(document);
document.addEventListener("htmx:afterSwap", (event) => draw(event.target));
