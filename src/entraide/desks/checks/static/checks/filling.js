// Moves the bar while the demonstration's records are being added; without it the page shows the state as loaded.
const filling = document.getElementById("filling");
const bar = filling.querySelector("progress");
const words = filling.querySelector("output");

async function look() {
  const answer = await fetch(filling.dataset.address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const state = await answer.json();
  bar.max = state.total;
  bar.value = state.done;
  words.textContent = state.text;
  if (state.done < state.total) setTimeout(look, 1000);
}

setTimeout(look, 1000);
