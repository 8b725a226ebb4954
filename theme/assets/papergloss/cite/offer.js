// Buttons that copy a text or keep it as a file.

import { element } from "../dom.js";

/**
 * A row that offers a text under a name: one click copies it, one keeps it as `file`.
 * `make` gives the text, perhaps later; where nothing can be copied there is no button for it.
 */
export function offer(name, file, type, make) {
  const said = element("span", { class: "pg-hidden", role: "status" });
  const button = (label, done, work) => {
    const made = element("button", { type: "button" }, label, element("span", { class: "pg-hidden" }, ` ${name}`));
    const say = (text, status) => ([made.firstChild.data, said.textContent] = [text, status]);
    made.addEventListener("click", async () => {
      made.disabled = true;
      try {
        await work(await make());
        say(done, `${name}: ${done.toLowerCase()}`);
      } catch (error) {
        say("Failed", `${name}: ${error.message}`);
      }
      made.disabled = false;
      setTimeout(say, 1600, label, "");
    });
    return made;
  };
  const save = button("Download", "Saved", (text) => keep(text, file, type));
  const copy = button("Copy", "Copied", (text) => navigator.clipboard.writeText(text));
  const buttons = navigator.clipboard ? [copy, save] : [save]; // only in secure contexts
  return element("li", {}, element("span", {}, name), ...buttons, said);
}

function keep(text, file, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
