// On a content page: loads what is somewhere else once a reader asks for it, and copies code.
// Without this file there is a link to what is somewhere else, and code is copied as any text is.
function prepare(root) {
  for (const button of root.querySelectorAll("[data-load], [data-copy-code]")) button.hidden = false;
}

function load(box) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: box.dataset.embed, title: box.dataset.title, referrerPolicy: "no-referrer", allowFullscreen: true });
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  box.querySelector("[data-load]").replaceWith(frame);
  frame.focus();
}

async function copy(button) {
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
  } catch {
    return;
  }
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = said), 2000);
}

document.addEventListener("click", (event) => {
  const loading = event.target.closest("[data-load]");
  const copying = event.target.closest("[data-copy-code]");
  if (loading) load(loading.closest("[data-embed]"));
  if (copying) copy(copying);
});
document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
prepare(document);
