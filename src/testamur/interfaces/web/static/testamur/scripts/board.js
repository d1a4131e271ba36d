// The alignment board, quicker: drag a card onto an outcome, and go through the ticks by the arrow keys.
// Without this file every tick is a tick, and the button saves.
const form = document.getElementById("draft");
let dragged = "";

const ticks = (lane, slot) => [...lane.querySelectorAll(`[data-slot=${slot}] input`)];

form.addEventListener("dragstart", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card) return;
  dragged = card.dataset.card;
  event.dataTransfer.effectAllowed = "all";
  event.dataTransfer.setData("text/plain", dragged);
  form.classList.add("dragging");
});
form.addEventListener("dragend", () => {
  dragged = "";
  form.classList.remove("dragging");
  for (const lane of form.querySelectorAll(".lane.over")) lane.classList.remove("over");
});
for (const lane of form.querySelectorAll("[data-lane]")) {
  lane.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    lane.classList.add("over");
  });
  lane.addEventListener("dragleave", (event) => {
    if (!lane.contains(event.relatedTarget)) lane.classList.remove("over");
  });
  lane.addEventListener("drop", (event) => {
    event.preventDefault();
    const tick = lane.querySelector(`input[name="${CSS.escape(dragged)}"]`);
    if (!tick || tick.checked) return;
    tick.checked = true;
    tick.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Left and right: the next tick of the outcome. Up and down: the same one of the next outcome.
form.addEventListener("keydown", (event) => {
  const tick = event.target.closest(".slot input");
  const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  if (!tick || !by) return;
  const lanes = [...form.querySelectorAll("[data-lane]")];
  const lane = tick.closest("[data-lane]");
  const slot = tick.closest("[data-slot]").dataset.slot;
  const row = lanes.indexOf(lane) + by[0];
  const column = ticks(lane, slot).indexOf(tick) + by[1] * (document.dir === "rtl" ? -1 : 1);
  const next = lanes[row] && ticks(lanes[row], slot)[column];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
