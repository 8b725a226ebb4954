// On a list's page: its papers in another order, its bibliography, and COinS, by which a reference
// manager offers several papers at once. What concerns the whole list asks for its other pages, which
// the page leads to by rel=next.

import { element, root } from "../dom.js";
import { coins, FORMATS } from "./formats.js";
import { offer } from "./offer.js";
import { ORDERS } from "./orders.js";
import { fromCard } from "./record.js";

const LIST = ".pg-list .pg-cards, .pg-list .pg-brief";
const items = (list) => [...list.children];
const records = (all) => all.map(fromCard).filter(Boolean);

/** Add to a list what a page without scripts cannot do. */
export function mount() {
  const list = document.querySelector(LIST);
  const bar = document.querySelector(".pg-listbar");
  if (!list?.children.length || !bar) return;
  const whole = wholeList(list);
  bar.append(orders(list, whole), bibliography(whole));
  addCoins(items(list));
}

/** All items of the list: of every page if this is its first, else of this one. */
function wholeList(list) {
  const first = document.querySelector(".pg-listbar > b");
  let all = null;
  return () => (all ??= first ? gather(list) : Promise.resolve(items(list)));
}

async function gather(list) {
  const all = items(list);
  let [page, here] = [document, location.href];
  for (;;) {
    const next = page.querySelector("link[rel=next]")?.getAttribute("href");
    if (!next) return all;
    here = new URL(next, here).href;
    const reply = await fetch(here);
    if (!reply.ok) throw new Error(`${here}: ${reply.status}`);
    page = new DOMParser().parseFromString(await reply.text(), "text/html");
    all.push(...items(page.querySelector(LIST)).map((item) => adopted(item, here)));
  }
}

/** An item of another page, whose relative links would lead elsewhere from here. */
function adopted(item, page) {
  for (const link of item.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), page).href;
  return document.adoptNode(item);
}

function orders(list, whole) {
  const own = list.matches("ol") ? "In its own order" : "Newest first";
  const choices = [own, ...Object.keys(ORDERS)].map((name) => element("option", {}, name));
  const select = element("select", {}, ...choices);
  const status = element("span", { role: "status" });
  const before = items(list);
  const pages = document.querySelector(".pg-list [aria-label=Pages]");
  select.addEventListener("change", async () => {
    const order = ORDERS[select.value];
    status.textContent = "";
    try {
      const shown = order ? [...(await whole())].sort(order) : before;
      list.replaceChildren(...shown);
      if (pages) pages.hidden = Boolean(order);
      if (order) addCoins(shown);
      dispatchEvent(new Event("papergloss:cards")); // for the reader's marks
    } catch (error) {
      status.textContent = `Not sorted: ${error.message}`;
    }
  });
  return element("label", { class: "pg-order" }, "Sort ", select, status);
}

function bibliography(whole) {
  const path = location.pathname.slice(root.pathname.length).replace(/\/(?:index\.html)?$/, "");
  const file = path.replaceAll("/", "-") || "papers";
  const rows = FORMATS.map(({ name, ending, type, write }) =>
    offer(name, `${file}.${ending}`, type, async () => write(records(await whole()))),
  );
  const summary = element("summary", {}, "Cite");
  return element("details", { class: "pg-citelist" }, summary, element("ul", { class: "pg-formats" }, ...rows));
}

function addCoins(all) {
  for (const item of all) {
    const record = item.querySelector(".Z3988") ? null : fromCard(item);
    if (record) item.append(element("span", { class: "Z3988", title: coins(record) }));
  }
}
