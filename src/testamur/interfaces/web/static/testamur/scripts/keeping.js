// Keeps a draft while it is written: on the server when there is one to reach, in this browser until then.
// Without this file the button saves, as ever.
const PAUSE = 4000;
const AGAIN = 15000;

const form = document.getElementById("draft");
const box = document.getElementById("source");
const said = document.getElementById("kept");
const base = form.elements.based_on;
const words = form.dataset;
const key = `testamur-draft-${words.design}`;
const unix = (text) => text.replaceAll("\r\n", "\n");

let sent = box.value;
let timer = 0;
let isStale = false;

const remember = () => {
  try {
    localStorage.setItem(key, JSON.stringify({ source: box.value, base: base.value }));
  } catch {
    // A browser that keeps nothing still sends what is written.
  }
};
const forget = () => {
  try {
    localStorage.removeItem(key);
  } catch {
    // There was nothing to forget.
  }
};
const recall = () => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
};

async function send() {
  const source = box.value;
  if (isStale || source === sent) return;
  const body = new FormData(form);
  let answer;
  try {
    answer = await fetch(words.keep, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    said.textContent = words.offline;
    later(AGAIN);
    return;
  }
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer.ok && told.revision) {
    base.value = told.revision;
    sent = source;
    if (box.value === source) forget();
    else remember();
    said.textContent = told.said;
  } else {
    // Somebody else saved, or it cannot be saved now: the button leads to the page that says what to do.
    isStale = answer.status === 409;
    said.textContent = told.said ?? words.unsaved;
  }
}

function offer(kept) {
  const [bring, drop] = [words.bring, words.drop].map((text) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button quiet small", textContent: text });
    return button;
  });
  bring.addEventListener("click", () => {
    box.value = kept.source;
    // Its own base goes with it: what others saved since is then put together, not written over.
    base.value = kept.base;
    said.textContent = words.unsaved;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
  drop.addEventListener("click", () => {
    forget();
    said.textContent = "";
    box.focus();
  });
  said.replaceChildren(words.back, " ", bring, " ", drop);
}

const before = recall();
if (before && unix(before.source) !== unix(box.value)) offer(before);
else forget();

box.addEventListener("input", () => {
  remember();
  if (!isStale) said.textContent = words.unsaved;
  later(PAUSE);
});
window.addEventListener("online", () => later(0));
// What is sent stays in this browser until the server has shown it again.
form.addEventListener("submit", remember);
