// The forms of the home and search pages.

import { searchAddress } from "./address.js";
import { Narrowing } from "./narrowing.js";
import { SearchView } from "./view.js";

/** Give a form its results, below it. */
export function mountForm(form, root, client) {
  if (form.dataset.pgSearch === "page") mountPage(form, root, client);
  else mountHome(form, root, client);
}

function mountHome(form, root, client) {
  const input = form.querySelector("input");
  const view = new SearchView(form, root, client, { limit: 6, enter() {} }); // the browser goes to search/?q=…
  form.after(view.results);
  if (input.value) view.run();
}

function mountPage(form, root, client) {
  const input = form.querySelector("input");
  const ways = document.querySelector(".pg-ways");
  const remember = () => {
    const { sort, chosen } = narrowing.state();
    history.replaceState(null, "", searchAddress(root, { text: input.value, sort, chosen }));
    showWays();
  };
  const showWays = () => {
    ways.hidden = Boolean(input.value.trim()) || narrowing.isSet;
    narrowing.element.hidden = !ways.hidden;
  };
  const narrowing = new Narrowing(() => {
    remember();
    view.run();
  });
  const view = new SearchView(form, root, client, {
    limit: 20,
    enter(view, event) {
      event.preventDefault();
      if (view.goesTo) view.links[0].click();
      else view.links[0]?.focus();
    },
    changed: remember,
    narrowed: () => ({ ...narrowing.state(), facets: true }),
    details: ({ facets }) => narrowing.show(facets),
  });
  form.after(narrowing.element, view.results);
  const fromAddress = (typed) => {
    const params = new URL(location.href).searchParams;
    input.value = params.get("q") ?? typed;
    narrowing.read(params);
    showWays();
    view.run();
  };
  addEventListener("popstate", () => fromAddress(""));
  const early = input.value; // typed before this script was there
  fromAddress(early);
  if (early && input.value === early) remember();
  if (matchMedia("(hover: hover)").matches) input.focus();
}
