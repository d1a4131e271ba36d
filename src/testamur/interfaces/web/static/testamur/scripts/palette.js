// Ctrl-K: every place that the page's own navigation leads to, and a search of the catalogue.
const places = () =>
  [...document.querySelectorAll("header nav a, main nav a, footer a")].map((link) => ({
    name: link.textContent.trim(),
    href: link.href,
  }));

const build = () => {
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  const input = document.createElement("input");
  input.type = "search";
  const list = document.createElement("ul");
  list.setAttribute("role", "list");
  dialog.append(input, list);
  document.body.append(dialog);
  return { dialog, input, list };
};

const fill = (list, typed) => {
  const wanted = typed.trim().toLocaleLowerCase();
  const found = places().filter((place) => place.name.toLocaleLowerCase().includes(wanted));
  const catalogue = document.querySelector("header nav a")?.href;
  if (wanted && catalogue) found.push({ name: `“${typed.trim()}”`, href: `${catalogue}?text=${encodeURIComponent(typed.trim())}` });
  list.replaceChildren(
    ...found.slice(0, 9).map((place, at) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = place.href;
      link.textContent = place.name;
      link.setAttribute("data-chosen", at === 0);
      item.append(link);
      return item;
    }),
  );
};

const move = (list, by) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.findIndex((link) => link.getAttribute("data-chosen") === "true");
  links[at]?.setAttribute("data-chosen", "false");
  links[(at + by + links.length) % links.length]?.setAttribute("data-chosen", "true");
};

export function palette() {
  let parts;
  document.addEventListener("keydown", (event) => {
    if (!(event.key === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    if (!parts) {
      parts = build();
      const { input, list } = parts;
      input.setAttribute("aria-label", document.querySelector("header nav")?.getAttribute("aria-label") ?? "");
      input.addEventListener("input", () => fill(list, input.value));
      input.addEventListener("keydown", (pressed) => {
        if (pressed.key === "ArrowDown") move(list, 1);
        else if (pressed.key === "ArrowUp") move(list, -1);
        else if (pressed.key === "Enter") list.querySelector("a[data-chosen=true]")?.click();
        else return;
        pressed.preventDefault();
      });
    }
    parts.input.value = "";
    fill(parts.list, "");
    parts.dialog.showModal();
  });
}
