// The map of micro-credentials: chosen, moved, enlarged, asked. Without this file stars are links to the list beside it,
// and the map scrolls.
const SMALLEST = 0.3;
const LARGEST = 2.5;
const FAR = 0.68;
const CLOSE = 0.85;
const GROWN = 1.35;
const STEP = 1.25;
const GLIDE = 220;
const EDGE = 4;

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// --- size and place ---------------------------------------------------------------------------------------------------

// Names grow where the map is small: at its edges they are moved back onto the sheet.
const keptInside = (svg, wide) => {
  for (const name of svg.querySelectorAll(".name, .had")) {
    const { x, width } = name.getBBox();
    const beyond = Math.max(0, EDGE - x) || Math.min(0, wide - EDGE - x - width);
    name.style.setProperty("translate", `${beyond}px`);
  }
};

const ground = (frame, svg) => {
  const natural = { wide: svg.viewBox.baseVal.width, high: svg.viewBox.baseVal.height };
  let scale = 1;
  let moving = 0;

  const resize = (wanted, at = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }) => {
    const before = scale;
    scale = Math.min(LARGEST, Math.max(Math.min(SMALLEST, frame.clientWidth / natural.wide), wanted));
    const grown = scale / before;
    const left = (frame.scrollLeft + at.x) * grown - at.x;
    const top = (frame.scrollTop + at.y) * grown - at.y;
    svg.setAttribute("width", natural.wide * scale);
    svg.setAttribute("height", natural.high * scale);
    const wasFar = svg.classList.contains("far");
    if (svg.classList.toggle("far", scale < FAR) !== wasFar) keptInside(svg, natural.wide);
    frame.scrollTo(left, top);
  };

  const glide = (left, top) => {
    cancelAnimationFrame(moving);
    if (calm()) return frame.scrollTo(left, top);
    const start = { left: frame.scrollLeft, top: frame.scrollTop, at: performance.now() };
    const step = (now) => {
      const part = Math.min(1, (now - start.at) / GLIDE);
      const eased = 1 - (1 - part) ** 3;
      frame.scrollTo(start.left + (left - start.left) * eased, start.top + (top - start.top) * eased);
      if (part < 1) moving = requestAnimationFrame(step);
    };
    moving = requestAnimationFrame(step);
  };

  return {
    by: (factor, at) => resize(scale * factor, at),
    fit: () => resize(Math.min(1, frame.clientWidth / natural.wide, frame.clientHeight / natural.high)),
    start: () => resize(frame.clientWidth / natural.wide < CLOSE ? 1 : Math.min(GROWN, frame.clientWidth / natural.wide)),
    show: ([left, top, right, bottom]) =>
      glide(((left + right) / 2) * scale - frame.clientWidth / 2, ((top + bottom) / 2) * scale - frame.clientHeight / 2),
  };
};

const within = (frame, event) => {
  const box = frame.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

const span = (touches) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);

const moves = (frame, place) => {
  frame.addEventListener(
    "wheel",
    (event) => {
      // A wheel that only passes by turns the page; it enlarges once the map was clicked, or with Ctrl.
      if (!event.ctrlKey && !frame.contains(document.activeElement)) return;
      event.preventDefault();
      place.by(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), within(frame, event));
    },
    { passive: false },
  );
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") place.by(STEP);
    else if (event.key === "-") place.by(1 / STEP);
    else if (event.key === "0") place.fit();
    else return;
    event.preventDefault();
  });
  let apart = 0;
  frame.addEventListener("touchstart", (event) => (apart = event.touches.length === 2 ? span(event.touches) : 0), { passive: true });
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !apart) return;
      event.preventDefault();
      const now = span(event.touches);
      const [a, b] = event.touches;
      place.by(now / apart, within(frame, { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
      apart = now;
    },
    { passive: false },
  );
  drag(frame);
};

// A finger scrolls by itself; a mouse takes hold of the sheet.
const drag = (frame) => {
  let held = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    held = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop, from: event.clientX + event.clientY, far: false };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    held.far ||= Math.abs(event.clientX + event.clientY - held.from) > 4;
    if (held.far) frame.scrollTo(held.x - event.clientX, held.y - event.clientY);
    frame.classList.toggle("held", held.far);
  });
  addEventListener("pointerup", () => {
    if (held?.far) frame.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => frame.classList.remove("held"));
    held = null;
  });
  frame.addEventListener("dragstart", (event) => event.preventDefault());
};

// --- what a star says -------------------------------------------------------------------------------------------------

const rowOf = (root, star, chosen) =>
  root.querySelector(`details[data-f="${chosen}"] li[data-s="${star}"]`) ?? root.querySelector(`#row-${star}`);

const tips = (root, svg, frame) => {
  const tip = document.createElement("div");
  tip.className = "sky-tip";
  tip.hidden = true;
  root.append(tip);
  let pinned = null;
  let isBack = false;

  const stand = (star) => {
    const around = root.getBoundingClientRect();
    const box = star.querySelector(".d").getBoundingClientRect();
    const left = box.left + box.width / 2 - tip.offsetWidth / 2;
    const above = box.top - tip.offsetHeight - 12;
    const edge = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.setProperty("left", `${Math.max(8, Math.min(left, edge)) - around.left}px`);
    tip.style.setProperty("top", `${(above > 8 ? above : box.bottom + 12) - around.top}px`);
  };

  const fill = (star) => {
    const row = rowOf(root, star.dataset.s, svg.dataset.chosen ?? "");
    tip.replaceChildren(row.querySelector(".row-body").cloneNode(true));
    tip.hidden = false;
    return row;
  };

  const close = () => {
    if (tip.hidden) return;
    const back = pinned;
    pinned = null;
    tip.hidden = true;
    tip.removeAttribute("role");
    for (const hot of root.querySelectorAll(".hot")) hot.classList.remove("hot");
    isBack = true;
    back?.focus({ preventScroll: true });
    isBack = false;
  };

  const show = (star) => {
    // Coming back from a reason is no question for it.
    if (pinned || isBack) return;
    for (const hot of root.querySelectorAll(".hot")) hot.classList.remove("hot");
    fill(star).classList.add("hot");
    star.classList.add("hot");
    stand(star);
  };

  const open = (star) => {
    const row = fill(star);
    pinned = star;
    tip.setAttribute("role", "dialog");
    tip.setAttribute("aria-label", star.getAttribute("aria-label"));
    tip.tabIndex = -1;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "link-button";
    shut.textContent = root.dataset.close;
    shut.addEventListener("click", close);
    const more = document.createElement("a");
    more.href = `#${row.id || `row-${star.dataset.s}`}`;
    more.textContent = root.dataset.inList;
    more.addEventListener("click", () => { row.closest("details").open = true; pinned = null; close(); });
    const foot = document.createElement("p");
    foot.className = "cluster";
    foot.append(more, shut);
    tip.append(foot);
    star.classList.add("hot");
    stand(star);
    tip.focus({ preventScroll: true });
  };

  root.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => pinned && !tip.contains(event.target) && close());
  frame.addEventListener("scroll", () => (pinned ? stand(pinned) : close()), { passive: true });
  return { show, open, close, isPinned: () => pinned !== null };
};

// --- one figure in focus ----------------------------------------------------------------------------------------------

const choose = (root, svg, key) => {
  svg.dataset.chosen = key;
  for (const part of svg.querySelectorAll("[data-f]")) part.classList.toggle("chosen", part.dataset.f === key);
  for (const star of svg.querySelectorAll(".st")) {
    const isIn = star.dataset.in.split(" ").includes(key);
    star.classList.toggle("lit", isIn);
    // With a figure in focus, Tab walks its stars; the others are one press on their own figure away.
    star.tabIndex = isIn || key === "" ? 0 : -1;
  }
  for (const goal of svg.querySelectorAll(".goal")) goal.toggleAttribute("aria-current", goal.dataset.goal === key);
  for (const goal of svg.querySelectorAll(".goal[aria-current]")) goal.setAttribute("aria-current", "true");
  for (const part of root.querySelectorAll(".sky-figure[data-f]")) {
    part.classList.toggle("chosen", part.dataset.f === key);
    part.open = part.dataset.f === key;
  }
  const alone = root.querySelector("[data-alone]");
  alone?.classList.toggle("other", alone.dataset.alone !== key);
  const list = root.querySelector(".sky-list");
  const part = root.querySelector(".sky-figure.chosen");
  if (part && list.firstElementChild !== part) list.prepend(part);
  if (list) list.scrollTop = 0;
  for (const button of root.querySelectorAll("[data-pick]")) button.setAttribute("aria-pressed", button.dataset.pick === key);
};

const picks = (root, svg, place, tip) => {
  const pick = (key, isBack = false) => {
    tip.close();
    choose(root, svg, key);
    const goal = svg.querySelector(`#goal-${CSS.escape(key)}`);
    place.show(goal.dataset.box.split(" ").map(Number));
    const kept = root.querySelector("#sky-pick");
    const id = root.querySelector(`#fig-${CSS.escape(key)}`).dataset.id;
    for (const field of document.querySelectorAll("[data-goal-field]")) field.value = id;
    if (kept?.method === "get" && !isBack && svg.dataset.told !== id) {
      // What stood here before gets a name, too, so that Back finds it.
      history.replaceState({ ...history.state, goal: svg.dataset.told ?? "" }, "");
      history.pushState({ goal: id }, "", `?${new URLSearchParams({ goal: id })}`);
    }
    svg.dataset.told = id;
    root.dispatchEvent(new CustomEvent("constellation:chosen", { bubbles: true, detail: { id } }));
  };
  const first = svg.dataset.chosen;
  if (first !== undefined) svg.dataset.told = root.querySelector(`#fig-${CSS.escape(first)}`)?.dataset.id ?? "";
  addEventListener("popstate", (event) => {
    if (!root.isConnected || event.state?.goal === undefined) return;
    const part = [...root.querySelectorAll(".sky-figure[data-id]")].find((one) => one.dataset.id === event.state.goal);
    if (part?.dataset.f) pick(part.dataset.f, true);
    else location.reload();
  });
  root.addEventListener("click", (event) => {
    const goal = event.target.closest("a.goal");
    const button = event.target.closest("[data-pick]");
    const back = event.target.closest("[data-star]");
    const star = event.target.closest("a.st");
    if (goal) pick(goal.dataset.goal);
    else if (button) pick(button.dataset.pick);
    else if (star) tip.open(star);
    else if (back) toStar(svg, place, back.dataset.star);
    else return;
    event.preventDefault();
  });
};

const toStar = (svg, place, key) => {
  const star = svg.querySelector(`#st-${CSS.escape(key)}`);
  const { e: x, f: y } = star.transform.baseVal[0].matrix;
  place.show([x, y, x, y]);
  star.closest("svg").scrollIntoView({ block: "nearest" });
  star.focus({ preventScroll: true });
};

// --- what can still be taken ------------------------------------------------------------------------------------------

const narrow = (root, svg) => {
  const box = root.querySelector("[data-sky-filters]");
  if (!box) return;
  for (const one of box.querySelectorAll("[data-without-script]")) one.closest("p").hidden = true;
  const value = (name) => box.querySelector(`[name=${name}]`)?.value ?? "";
  const most = (given, limit) => !limit || given === undefined || Number(given) <= Number(limit);
  const among = (given, wanted) => !wanted || !given || given.split(" ").includes(wanted);
  const apply = () => {
    for (const star of svg.querySelectorAll(".st.available")) {
      const { h, p, c, m, l } = star.dataset;
      const isDear = !value("currency") || c === value("currency");
      const isOut = !(most(h, value("hours")) && (!isDear || most(p, value("price"))) && among(m, value("mode")) && among(l, value("language")));
      star.classList.toggle("out", isOut);
      for (const row of root.querySelectorAll(`li[data-s="${star.dataset.s}"]`)) row.classList.toggle("out", isOut);
    }
  };
  box.addEventListener("input", apply);
  apply();
};

// --- beginning --------------------------------------------------------------------------------------------------------

// A title of its own would float over ours; its words stay as the star's name.
const renamed = (svg) => {
  for (const title of svg.querySelectorAll("a > title")) {
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.remove();
  }
};

const begin = (root) => {
  const frame = root.querySelector("[data-sky-frame]");
  const svg = frame.querySelector("svg");
  renamed(svg);
  const place = ground(frame, svg);
  const tip = tips(root, svg, frame);
  place.start();
  moves(frame, place);
  picks(root, svg, place, tip);
  narrow(root, svg);
  const asked = (event) => event.target.closest?.("a.st");
  svg.addEventListener("pointerover", (event) => asked(event) && tip.show(asked(event)));
  svg.addEventListener("pointerout", (event) => asked(event) && !tip.isPinned() && tip.close());
  svg.addEventListener("focusin", (event) => asked(event)?.matches(":focus-visible") && tip.show(asked(event)));
  svg.addEventListener("focusout", (event) => asked(event) && !tip.isPinned() && tip.close());
  const buttons = root.querySelector("[data-sky-buttons]");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const way = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (way === "all") place.fit();
    else if (way) place.by(way === "in" ? STEP : 1 / STEP);
  });
  const chosen = svg.dataset.chosen;
  if (chosen === undefined) return;
  choose(root, svg, chosen);
  const box = svg.querySelector(`#goal-${CSS.escape(chosen)}`).dataset.box.split(" ").map(Number);
  requestAnimationFrame(() => place.show(box));
};

export function constellations(root) {
  const inside = [...root.querySelectorAll("[data-constellation]")];
  if (root.matches?.("[data-constellation]")) inside.push(root);
  for (const one of inside) {
    if (one.dataset.ready) continue;
    one.dataset.ready = "1";
    begin(one);
  }
}
