// What the parts for notes and marks share: the site's root, making elements, reading a paper's page.

export const root = new URL("../../", import.meta.url);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let styles = null;

/** Resolves when the styles of what scripts add are there; pages without scripts do without them. */
export function styled() {
  styles ??= new Promise((resolve) => {
    const href = new URL("./marks.css", import.meta.url).href;
    const link = element("link", { rel: "stylesheet", href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
  return styles;
}

/**
 * The words of an element or fragment as plain text: a formula is what its alttext says; what is
 * hidden, and people's notes among the words, are left out.
 */
export function plainWords(node) {
  const copy = node.cloneNode(true);
  for (const other of copy.querySelectorAll("[hidden], [role=note]")) other.remove();
  for (const math of copy.querySelectorAll("math[alttext]")) {
    math.replaceWith(math.getAttribute("alttext"));
  }
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** The slug in the address of a paper's page, or "" for any other address. */
export function slugOf(href) {
  const { origin, pathname } = new URL(href, location.href);
  if (origin !== root.origin || !pathname.startsWith(root.pathname)) return "";
  return /^papers\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(pathname.slice(root.pathname.length))?.[1] ?? "";
}

/** The row of things to do with a paper; pages of sites without a forge get it from here. */
export function actions() {
  const there = document.querySelector(".pg-acts");
  if (there) return there;
  const made = element("p", { class: "pg-acts" });
  document.querySelector(".pg-paper header").append(made);
  return made;
}
