// <testamur-credential mc="uuid" lang="es">: a micro-credential on any page. It asks the address that this script came
// from, once, without cookies or referrer; until there is an answer, and where there is none, its own content stays.
const source = new URL(document.currentScript.src);

const sheet = `
:host { display: block; container-type: inline-size; color-scheme: inherit; font: 1rem/1.5 system-ui, sans-serif; }
article { display: grid; gap: 0.25rem 1rem; grid-template-columns: minmax(0, 1fr); border: 1px solid color-mix(in oklab, currentColor 25%, transparent); border-radius: 6px; padding: 1rem; }
img { inline-size: 72px; block-size: 72px; }
h3 { font: 600 1.2rem/1.3 Georgia, serif; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; }
ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
a { color: inherit; display: inline-flex; align-items: center; min-block-size: 44px; }
@container (width >= 24rem) { article { grid-template-columns: 72px minmax(0, 1fr); } }
`;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawn(told, badge) {
  const article = element("article");
  const words = element("div");
  words.append(element("p", told.by), element("h3", told.title, { lang: told.title_language }));
  const facts = element("ul", "", { role: "list" });
  facts.append(...told.facts.map((fact) => element("li", fact)));
  words.append(facts);
  if (told.note) words.append(element("p", told.note));
  const link = element("a", told.more, { href: told.url });
  link.setAttribute("aria-label", `${told.more}: ${told.title}`);
  words.append(link);
  article.append(element("img", "", { src: badge, alt: "", width: "72", height: "72", referrerpolicy: "no-referrer" }), words);
  return article;
}

class TestamurCredential extends HTMLElement {
  async connectedCallback() {
    const which = encodeURIComponent(this.getAttribute("mc") ?? "");
    const asked = new URL(`/embed/mc/${which}.json`, source);
    if (this.lang) asked.searchParams.set("lang", this.lang);
    try {
      const answer = await fetch(asked, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok) return;
      const told = await answer.json();
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const style = new CSSStyleSheet();
      style.replaceSync(sheet);
      root.adoptedStyleSheets = [style];
      root.replaceChildren(drawn(told, new URL(`/id/mc/${which}/badge.svg`, source)));
    } catch {
      // No way to the server: the link inside stays.
    }
  }
}

if (!customElements.get("testamur-credential")) customElements.define("testamur-credential", TestamurCredential);
