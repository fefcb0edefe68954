// Follows a list while it is asked; without it the page reloads by itself.
async function look() {
  const state = document.getElementById("state");
  const answer = await fetch(state.dataset.address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("state");
  if (!part) return;
  state.replaceWith(part);
  if ("running" in part.dataset) setTimeout(look, 1000);
}

setTimeout(look, 1000);
