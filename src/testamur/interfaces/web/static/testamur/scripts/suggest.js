// Suggested skills by single keys, while one of the suggestions has the focus. Without this file every button is a button.
const keys = document.getElementById("keys");
const cards = () => [...document.querySelectorAll("[data-card]")];
const first = (card) => card?.querySelector("[data-key]")?.focus();

if (keys) keys.hidden = false;
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const at = cards().indexOf(card);
  if (key === "j") first(cards()[at + 1]);
  else if (key === "k") first(cards()[at - 1]);
  else if (key === "n") document.getElementById("next-outcome")?.click();
  else if (/^[arm]$/.test(key)) card.querySelector(`[data-key=${key}]`)?.click();
  else return;
  event.preventDefault();
});
