// The ids that stand in a query, as typed or inside a pasted link: arXiv ids without their version,
// DOIs, OpenReview and ACL ids, in lower case as the index has them.

const PATTERNS = [
  /(?<![a-z0-9.])(\d{4}\.\d{4,5})(?:v\d+)?(?![a-z0-9])/g, // arXiv since 2007
  /(?<![a-z0-9.])([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?![a-z0-9])/g, // arXiv before
  /(?<![a-z0-9])(10\.\d{4,9}\/[^\s"<>?#]*[^\s"<>?#.,;:)\]])/g, // DOI
  /openreview\.net\/\S*?[?&]id=([\w-]+)/g,
  /aclanthology\.org\/([a-z0-9.-]*[a-z0-9])/g,
  /^\s*([a-z]\d{2}-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+|[\w-]{9,12})\s*$/g, // ACL, OpenReview
];

/** All ids in a text, the likeliest first. */
export function idsIn(text) {
  const lower = text.toLowerCase();
  const found = PATTERNS.flatMap((pattern) => [...lower.matchAll(pattern)].map((match) => match[1]));
  return [...new Set(found)].map((id) => id.replace(/\.pdf$/, ""));
}
