// Tables by keyboard: "/" goes to the filter, arrows and Home/End go from row to row, Enter opens. All of it works without.
const within = (place) => place instanceof Element && place.closest("input, select, textarea, [contenteditable]");

function rows(listing) {
  return [...listing.querySelectorAll("tbody tr")].map((row) => row.querySelector("a, button, input")).filter(Boolean);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !within(event.target)) {
    const filter = document.querySelector("[data-filter]");
    if (filter) {
      event.preventDefault();
      filter.focus();
      filter.select();
    }
    return;
  }
  const listing = event.target instanceof Element && event.target.closest("[data-listing]");
  if (!listing || event.target.matches("select, textarea")) return;
  const stops = rows(listing);
  const here = stops.findIndex((stop) => stop.closest("tr").contains(event.target));
  const step = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (step === undefined || (here < 0 && event.key !== "ArrowDown")) return;
  const next = stops[step];
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (step < 0) {
    listing.querySelector("[data-filter]")?.focus();
  }
});
