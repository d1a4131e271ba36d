// What was typed before the scripts were there is looked at too, as soon as they are.
export function typedBefore(root) {
  for (const box of root.querySelectorAll("textarea[hx-trigger*=typed-before]")) {
    if (box.value !== box.defaultValue) box.dispatchEvent(new Event("typed-before"));
  }
}
