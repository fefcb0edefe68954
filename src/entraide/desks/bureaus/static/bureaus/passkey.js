// Asks the browser for a passkey when the button is pressed, and sends what it answers.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.allauth) return;
  const wrong = document.getElementById("passkey-wrong");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    wrong.hidden = false;
  });
  const forms = window.allauth.webauthn.forms;
  const ids = { credential: form.dataset.credential, data: "passkey-data" };
  if (form.dataset.passkey === "add") forms.addForm({ ids: { ...ids, add: "passkey-go" } });
  else forms.authenticateForm({ ids: { ...ids, authenticate: "passkey-go" } });
});
