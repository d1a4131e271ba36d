// From a problem to its place in the text. Without this file the line number says where it is.
const start = (text, line) => text.split("\n", line - 1).reduce((sum, one) => sum + one.length + 1, 0);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const box = document.getElementById("source");
  if (!link || !box) return;
  event.preventDefault();
  const from = start(box.value, Number(link.dataset.line));
  const end = box.value.indexOf("\n", from);
  const at = from + Number(link.dataset.column ?? 1) - 1;
  box.focus();
  box.setSelectionRange(at, Math.max(at, end < 0 ? box.value.length : end));
  const height = parseFloat(getComputedStyle(box).lineHeight);
  box.scrollTop = Math.max(0, (Number(link.dataset.line) - 4) * height);
  box.scrollIntoView({ block: "nearest" });
});
