// Keeps a draft while it is changed: on the server when there is one to reach, in this browser until then.
// Without this file the button saves, as ever.
import { heard, lost, stays } from "./staying.js";

const AGAIN = 15000;
const NOT_KEPT = ["csrfmiddlewaretoken", "based_on", "message"];

const form = document.getElementById("draft");
const said = document.getElementById("kept");
const base = form.elements.based_on;
const words = form.dataset;
const key = `testamur-draft-${words.design}-${words.room}`;
const pause = Number(words.pause ?? 4000);

// What is on the form, as one text; what a browser does with line ends makes no difference.
const state = () => {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
  return new URLSearchParams(fields.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")])).toString();
};

let sent = state();
let timer = 0;
let isStale = false;
let flight = null;

const remember = () => {
  try {
    localStorage.setItem(key, JSON.stringify({ state: state(), base: base.value }));
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
const later = (after) => {
  clearTimeout(timer);
  timer = setTimeout(send, after);
};
// One after the other: what is sent next goes by what the last one was told.
const send = () => {
  const one = (flight ?? Promise.resolve()).then(deliver).catch(() => {}).then(() => {
    if (flight === one) flight = null;
  });
  return (flight = one);
};

async function deliver() {
  const now = state();
  if (isStale || now === sent) return;
  const body = new FormData(form);
  body.set("auto", "1");
  let answer;
  try {
    answer = await fetch(words.keep, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    lost();
    said.textContent = words.offline;
    later(AGAIN);
    return;
  }
  heard();
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer.ok && told.revision) {
    base.value = told.revision;
    sent = now;
    if (state() === now) forget();
    else remember();
    said.textContent = told.said;
    tell(told);
  } else {
    // Somebody else saved, or it cannot be saved now: the button leads to the page that says what to do.
    isStale = answer.status === 409;
    said.textContent = told.said ?? words.unsaved;
  }
}

// What follows from what was kept: sums, and findings beside their fields. The server made both.
function tell({ parts = {}, notes }) {
  for (const [id, html] of Object.entries(parts)) {
    const part = document.getElementById(id);
    if (part && part.innerHTML !== html) part.innerHTML = html;
  }
  if (!notes) return;
  for (const list of form.querySelectorAll("[data-notes]")) {
    const html = notes[list.dataset.notes] ?? "";
    if (list.innerHTML !== html) list.innerHTML = html;
  }
}

function put(kept) {
  const fields = new URLSearchParams(kept);
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.name) || field.type === "submit") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = fields.getAll(field.name).includes(field.value);
    else if (fields.has(field.name)) field.value = fields.get(field.name);
  }
}

function offer(kept) {
  const [bring, drop] = [words.bring, words.drop].map((text) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button quiet small", textContent: text });
    return button;
  });
  const first = form.querySelector("textarea, input:not([type=hidden])");
  bring.addEventListener("click", () => {
    put(kept.state);
    // Its own base goes with it: what others saved since is then put together, not written over.
    base.value = kept.base;
    said.textContent = words.unsaved;
    first.dispatchEvent(new Event("input", { bubbles: true }));
    first.focus();
  });
  drop.addEventListener("click", () => {
    forget();
    said.textContent = "";
    first.focus();
  });
  said.replaceChildren(words.back, " ", bring, " ", drop);
}

const before = recall();
if (before?.state && before.state !== sent) offer(before);
else forget();

form.addEventListener("input", (event) => {
  // What is to be added waits for its button: an entry that is half written is none.
  if (NOT_KEPT.includes(event.target.name) || "new" in event.target.dataset) return;
  remember();
  if (!isStale) said.textContent = words.unsaved;
  later(pause);
});
window.addEventListener("online", () => later(0));
// What is sent stays in this browser until the server has shown it again.
form.addEventListener("submit", remember);
stays(form, words.offline, (told) => (said.textContent = told), () => {
  clearTimeout(timer);
  return flight;
});
// Somebody who leaves while nothing can be sent is asked first; what is kept in this browser comes back all the same.
window.addEventListener("beforeunload", (event) => {
  if (!navigator.onLine && state() !== sent) event.preventDefault();
});
