// A row of the grid is saved when the cursor leaves it, and only if something in it was changed.
const rows = document.getElementById("rows");
if (rows && window.htmx) {
  rows.addEventListener("input", (event) => { event.target.closest("tr").dataset.changed = "yes"; });
  rows.addEventListener("change", (event) => { event.target.closest("tr").dataset.changed = "yes"; });
  rows.addEventListener("focusout", (event) => {
    const row = event.target.closest("tr");
    if (!row || !row.dataset.changed || row.contains(event.relatedTarget)) return;
    delete row.dataset.changed;
    window.htmx.trigger(row, "leave");
  });
  window.addEventListener("beforeunload", (event) => {
    if (rows.querySelector("tr[data-changed], tr.htmx-request")) event.preventDefault();
  });
}
