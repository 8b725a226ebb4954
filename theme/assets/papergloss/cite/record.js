// What a page shows of papers, as records of which citations are made:
// { slug, url, title, tex, authors, others, date, ids }. `url` is the paper's page at its published
// address, `tex` the title with its formulas between $ signs, `others` whether there are more authors.

import { plainWords, root, slugOf } from "../dom.js";

const ARXIV = /^(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?\/\d{7})$/;
const OTHERS = /^and \d+ others$/;

/** The paper that an item of a list shows, or null for an item that shows none. */
export function fromCard(item) {
  const link = item.querySelector("h2 a, h3 a, :scope > a");
  const slug = link && slugOf(link.href);
  if (!slug) return null;
  const names = item.querySelector(".pg-by, :scope > p:not(.pg-other)")?.textContent.split(", ") ?? [];
  const others = OTHERS.test(names.at(-1) ?? "");
  const title = plainWords(link);
  return {
    slug,
    url: published(`papers/${slug}/`),
    title,
    tex: link.dataset.tex ?? title,
    authors: others ? names.slice(0, -1) : names,
    others,
    date: dateOf(item),
    ids: idsIn(item.dataset.ref ?? ""),
  };
}

/** The day of the paper that an item of a list shows: 2025, 2025-03, 2025-03-01 or "". */
export function dateOf(item) {
  const time = item.querySelector("time");
  return time?.dateTime || time?.textContent || "";
}

/** The paper whose page this is, from what the page's head tells reference managers. */
export function fromPage(page = document) {
  const all = (name) => [...page.querySelectorAll(`meta[name="${name}"]`)].map((tag) => tag.content);
  const slug = slugOf(location.href);
  const [title] = all("citation_title");
  return {
    slug,
    url: published(`papers/${slug}/`),
    title,
    tex: page.querySelector("h1[data-tex]")?.dataset.tex ?? title,
    authors: all("citation_author"),
    others: false,
    date: (all("citation_publication_date")[0] ?? "").replaceAll("/", "-"),
    ids: {
      arxiv: all("citation_arxiv_id")[0] ?? "",
      doi: all("citation_doi")[0] ?? "",
      address: all("citation_public_url")[0] ?? "",
    },
  };
}

/** Where the paper can be read: as `ids.address` of the program says. */
export function address({ arxiv, doi, address }) {
  if (address) return address;
  if (arxiv) return `https://arxiv.org/abs/${arxiv}`;
  const quoted = encodeURIComponent(doi).replaceAll("%2F", "/").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return doi ? `https://doi.org/${quoted}` : "";
}

function idsIn(text) {
  const ids = { arxiv: "", doi: "", address: "" };
  for (const id of text.split(" ").filter(Boolean)) {
    if (ARXIV.test(id)) ids.arxiv = id;
    else if (id.startsWith("10.")) ids.doi = id;
    else ids.address = id;
  }
  return ids;
}

/** An address below the site's root where the site is published, which may not be where it is read. */
function published(path) {
  const canonical = document.querySelector("link[rel=canonical]")?.href;
  const here = location.pathname.slice(root.pathname.length).replace(/index\.html$/, "");
  return canonical?.endsWith(here) ? canonical.slice(0, canonical.length - here.length) + path : "";
}
