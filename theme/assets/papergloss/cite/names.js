// Names of people, "First Last" as everywhere in the archive, taken apart as bibliographies want them.

const PARTICLES = new Set("van von der den de del della di da du dos das la le ten ter zu zum af".split(" "));
const SUFFIX = /^(?:Jr|Sr)\.?$|^I{2,3}$|^IV$/;
const FOLDED = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i",
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", λ: "lambda",
  μ: "mu", µ: "mu", π: "pi", σ: "sigma", τ: "tau", φ: "phi", ω: "omega",
};

/** Take a name apart: what stands before the family name, the family name, and "Jr." after it. */
export function parts(name) {
  const words = name.trim().split(/\s+/);
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1)) ? words.pop() : "";
  let family = words.length - 1;
  while (family > 1 && PARTICLES.has(words[family - 1])) family--;
  return { given: words.slice(0, family).join(" "), family: words.slice(family).join(" "), suffix };
}

/** A name's last word in letters of ASCII, as `ids.slugify` of the program writes it, for keys. */
export function keyName(name) {
  const word = name.trim().split(/\s+/).at(-1).toLowerCase();
  const folded = [...word].map((sign) => FOLDED[sign] ?? sign).join("");
  return folded.normalize("NFKD").replace(/[^a-z0-9]/g, "");
}
