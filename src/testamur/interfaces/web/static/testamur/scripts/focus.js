// Keeps the keyboard where the work is: at the first thing to put right (where no list of them comes first), and in a
// part that was exchanged.
export function firstMistake(root) {
  const wrong = root.querySelector("main :is(.wrong, [aria-invalid=true]):not(.faulty *)");
  const field = wrong?.matches("input, select, textarea") ? wrong : wrong?.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
}

export function keptPlace(root) {
  let held = false;
  root.addEventListener("htmx:beforeSwap", (event) => {
    held = event.detail.target.contains(document.activeElement);
  });
  root.addEventListener("htmx:afterSettle", (event) => {
    if (!held || document.activeElement !== document.body) return;
    held = false;
    const part = document.getElementById(event.detail.target.id);
    part?.setAttribute("tabindex", "-1");
    part?.focus({ preventScroll: true });
  });
}
