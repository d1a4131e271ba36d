// Sends a form only when the server can be reached. Until then the page stays as it is, says so, and sends what was
// asked for as soon as there is a connection again. Without this file a form is sent as ever.
const AGAIN = 5000;
const FRESH = 20000;

// When the server was last heard; 0 when it was called and did not answer.
let last = Date.now();
export const heard = () => (last = Date.now());
export const lost = () => (last = 0);
window.addEventListener("offline", lost);

const answers = async () => {
  try {
    const answer = await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.ok) heard();
    return answer.ok;
  } catch {
    lost();
    return false;
  }
};

// `say` shows a sentence; `busy` answers what has to be awaited before the form goes, if anything.
export function stays(form, offline, say, busy = () => null) {
  let waiting = false;
  let button = null;
  let timer = 0;
  let isSure = false;

  async function attempt() {
    clearTimeout(timer);
    if (!waiting) return;
    if (!(await answers())) {
      say(offline);
      timer = setTimeout(attempt, AGAIN);
      return;
    }
    await busy();
    if (!waiting) return;
    waiting = false;
    isSure = true;
    // A button that has gone from the page meanwhile cannot be pressed.
    form.requestSubmit(button?.isConnected ? button : undefined);
  }

  form.addEventListener("submit", (event) => {
    if (isSure || (navigator.onLine && Date.now() - last < FRESH && !busy())) {
      isSure = false;
      return;
    }
    event.preventDefault();
    button = event.submitter;
    waiting = true;
    attempt();
  });
  window.addEventListener("online", attempt);
  window.addEventListener("beforeunload", (event) => {
    if (waiting) event.preventDefault();
  });
}

export function waits(root) {
  for (const form of root.querySelectorAll("form[data-waits]")) {
    const told = document.createElement("p");
    told.className = "notice warning";
    told.setAttribute("role", "status");
    told.hidden = true;
    form.append(told);
    stays(form, form.dataset.waits, (said) => {
      told.hidden = false;
      told.textContent = said;
    });
  }
}
