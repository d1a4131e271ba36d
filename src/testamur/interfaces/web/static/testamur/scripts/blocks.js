// Writes a block where the cursor stands. Without this file the blocks are written by hand, as the page explains.
const text = document.getElementById("text");

function write(block) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const isBlock = block.includes("\n") || block.startsWith("#");
  const before = isBlock && start > 0 && !value.slice(0, start).endsWith("\n\n") ? (value[start - 1] === "\n" ? "\n" : "\n\n") : "";
  const after = isBlock ? "\n\n" : "";
  text.setRangeText(before + block + after, start, end, "end");
  // The first place that waits for words: behind the first colon that ends its line, else the end of the block.
  const gap = /: ?(?:https:\/\/)?(?=\n)/.exec(block);
  const at = start + before.length + (gap ? gap.index + gap[0].length : block.length);
  text.setSelectionRange(at, at);
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const shown of document.querySelectorAll(".inserts, [data-insert]")) shown.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (button) write(button.dataset.insert);
});
