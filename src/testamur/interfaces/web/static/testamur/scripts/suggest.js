// Suggested skills by single keys: on one of the suggestions all of them, on what leads on J and N alone. Never elsewhere:
// a key that acts wherever one is catches those who dictate (WCAG 2.1.4).
// Without this file every button is a button.
const keys = document.getElementById("keys");
const cards = () => [...document.querySelectorAll("[data-card]")];
const next = () => document.getElementById("next-outcome");
const first = (card) => {
  const folded = card?.closest("details");
  if (folded) folded.open = true;
  card?.querySelector("[data-key]")?.focus();
};

if (keys) keys.hidden = false;
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  const leadsOn = event.target === next() || event.target.autofocus;
  if (!(card || leadsOn) || event.ctrlKey || event.metaKey || event.altKey) return;
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
