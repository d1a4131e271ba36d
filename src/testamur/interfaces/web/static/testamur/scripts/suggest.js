// Suggested skills by single keys: on one of the suggestions all of them; where nothing has the focus, J and N alone.
// Without this file every button is a button.
const keys = document.getElementById("keys");
const cards = () => [...document.querySelectorAll("[data-card]")];
const next = () => document.getElementById("next-outcome");
const first = (card) => card?.querySelector("[data-key]")?.focus();

if (keys) keys.hidden = false;
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  const isNowhere = event.target === document.body || event.target === next() || event.target.autofocus;
  if (!(card || isNowhere) || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const at = cards().indexOf(card);
  if (key === "j") first(cards()[at + 1]);
  else if (key === "n") next()?.click();
  else if (!card) return;
  else if (key === "k") first(cards()[at - 1]);
  else if (/^[arm]$/.test(key)) card.querySelector(`[data-key=${key}]`)?.click();
  else return;
  event.preventDefault();
});
