// Tables: only the table is loaded anew; "/" goes to the filter, arrows and Home/End go from row to row, Enter opens.
// All of it works without: a table is a form whose every button asks the server.
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

async function ask(form, pressed) {
  const listing = form.closest("[data-listing]");
  const fields = new URLSearchParams(new FormData(form, pressed));
  if (pressed?.name && fields.getAll(pressed.name).length > 1) fields.set(pressed.name, pressed.value);
  const isPosted = form.method === "post";
  const address = isPosted ? form.action : `${form.action}?${fields}`;
  const answer = await fetch(address, isPosted ? { method: "POST", body: fields } : {});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = answer.ok && !answer.redirected && page.getElementById(listing.id);
  if (!next) return form.submit(); // a session that ended, an error: the whole page says so
  const focus = document.activeElement;
  const [id, name, value] = [focus?.id, focus?.name, focus?.value];
  listing.replaceWith(next);
  if (!isPosted) history.replaceState(null, "", address);
  const back = (id && document.getElementById(id)) || [...next.querySelectorAll("button")].find((each) => each.name === name && each.value.replace("-", "") === (value ?? "").replace("-", ""));
  (back ?? next.querySelector("[data-filter], button"))?.focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-quick]")) return;
  event.preventDefault();
  ask(event.target, event.submitter);
});
