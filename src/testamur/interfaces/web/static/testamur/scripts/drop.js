// A file can be dropped on the field, and pasted anywhere on a page that has one; several where several are asked for.
const put = (zone, files) => {
  const input = zone.querySelector("input[type=file]");
  if (!files.length) return;
  const kept = new DataTransfer();
  for (const file of input.multiple ? files : [files[0]]) kept.items.add(file);
  input.files = kept.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

export function dropZones(root) {
  for (const zone of root.querySelectorAll("[data-drop]")) {
    if (zone.dataset.ready) continue;
    zone.dataset.ready = "1";
    zone.querySelector("[data-drop-words]")?.removeAttribute("hidden");
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      put(zone, event.dataTransfer.files);
    });
    document.addEventListener("paste", (event) => put(zone, event.clipboardData?.files ?? []));
  }
}
