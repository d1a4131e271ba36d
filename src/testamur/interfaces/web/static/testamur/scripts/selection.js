// "All on this page", and a button that says how many it is about.
export function selection(root) {
  for (const form of root.querySelectorAll("form[data-selection]")) {
    const all = form.querySelector("[data-select-all]");
    const button = form.querySelector("[data-counts]");
    const boxes = [...form.querySelectorAll("input[name=chosen]")];
    if (!boxes.length) continue;
    const tell = () => {
      const count = boxes.filter((box) => box.checked).length;
      if (button) {
        button.textContent = count ? (count === 1 ? button.dataset.one : button.dataset.many).replace("{count}", count) : button.dataset.none;
        button.disabled = count === 0;
      }
      if (all) {
        all.checked = count === boxes.length;
        all.indeterminate = count > 0 && count < boxes.length;
      }
    };
    if (all) {
      all.closest("label").hidden = false;
      all.addEventListener("change", () => {
        for (const box of boxes) box.checked = all.checked;
        tell();
      });
    }
    form.addEventListener("change", tell);
    tell();
  }
}
