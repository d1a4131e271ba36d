// What was done floats at the edge until it is closed or the next page comes; it never goes by itself.
const close = (toast) => {
  const hadFocus = toast.contains(document.activeElement);
  toast.remove();
  if (hadFocus) document.getElementById("main")?.focus();
};

export function toasts(root) {
  const region = root.querySelector("[data-toasts]");
  if (!region || region.dataset.ready) return;
  region.dataset.ready = "1";
  const told = [...region.children];
  const floating = told.filter((one) => one.classList.contains("toast")).at(-1);
  floating?.classList.add("floating");
  for (const one of told) {
    const button = one.querySelector("[data-dismiss]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => close(one));
    one.addEventListener("keydown", (pressed) => pressed.key === "Escape" && close(one));
  }
  // A live region speaks only of what comes after it is there.
  region.replaceChildren();
  requestAnimationFrame(() => region.append(...told));
}
