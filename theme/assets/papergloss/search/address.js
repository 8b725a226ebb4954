// What shapes the results of the search page stands in its address:
// search/?q=reward+model&sort=date&year=2025&tag=Evaluation

export function searchAddress(root, { text, sort = "relevance", chosen = {} }) {
  const url = new URL("search/", root);
  if (text.trim()) url.searchParams.set("q", text);
  if (sort !== "relevance") url.searchParams.set("sort", sort);
  for (const [name, values] of Object.entries(chosen)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  return url.href;
}
