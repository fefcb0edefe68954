// A document reader types the zone's lines with Enter behind each: Enter asks, unless lines of a zone are still to come.
const box = document.getElementById("id_text");
const lines = { 44: 2, 36: 2, 30: 3 };

function isComplete() {
  const typed = box.value.split(/[\r\n]+/).map((line) => line.replace(/\s/g, "")).filter(Boolean);
  const isZone = typed.length > 0 && typed.every((line) => /^[A-Z0-9<]{28,44}$/i.test(line)) && typed[0].includes("<");
  if (!isZone) return true;
  const wanted = lines[typed[0].length];
  return wanted === undefined ? typed.length > 1 : typed.length >= wanted;
}

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!isComplete()) return;
  event.preventDefault();
  box.form.requestSubmit();
});
