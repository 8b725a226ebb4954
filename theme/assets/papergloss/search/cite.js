// A paper's citation, taken from its page when somebody wants it: no index carries it.

/** Copy the BibTeX entry that stands on a paper's page. */
export async function copyCitation(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  await navigator.clipboard.writeText(page.querySelector(".pg-cite pre").textContent);
}
