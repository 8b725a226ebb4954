// Which words of a sorted list are like another: typing errors are forgiven with this.

/**
 * The words within `most` edits of `word`, as [{ place, edits }]; with `open`, those that begin so.
 * An edit adds, drops or changes a letter or swaps two neighbours (the restricted
 * Damerau–Levenshtein distance).
 *
 * The list is { length, at(place), shared(place) }: sorted words, and of how many letters of each it
 * is known that the one before begins with them too. It is walked as if it were a trie: a row of the
 * table of distances is computed once for all words that begin alike, and words below a row that is
 * beyond `most` are passed over.
 */
export function similar({ length, at, shared }, word, most, open = false) {
  const rows = [Uint8Array.from({ length: word.length + 1 }, (_, i) => i)];
  const best = [open ? word.length : 255]; // of a row and those above it: edits of a beginning
  const found = [];
  let dead = Infinity; // words that share so many letters with the one before are beyond `most`
  for (let place = 0; place < length; place++) {
    let depth = shared(place);
    if (depth >= dead) continue;
    const other = at(place);
    dead = Infinity;
    for (; depth < other.length; depth++) {
      const lowest = fillRow(rows, word, other, depth);
      best[depth + 1] = open ? Math.min(best[depth], rows[depth + 1][word.length]) : 255;
      if (lowest > most && best[depth + 1] > most) {
        dead = depth + 1;
        break;
      }
    }
    if (dead !== Infinity) continue;
    const edits = Math.min(rows[other.length][word.length], best[other.length]);
    if (edits <= most) found.push({ place, edits });
  }
  return found;
}

/** Fill in the row of distances below that of `depth` (rows are used again); its lowest number. */
function fillRow(rows, word, other, depth) {
  const above = rows[depth];
  const row = (rows[depth + 1] ??= new Uint8Array(word.length + 1));
  row[0] = depth + 1;
  let lowest = row[0];
  for (let i = 1; i <= word.length; i++) {
    const same = word[i - 1] === other[depth];
    let edits = Math.min(above[i - 1] + (same ? 0 : 1), above[i] + 1, row[i - 1] + 1);
    if (i > 1 && depth > 0 && word[i - 1] === other[depth - 1] && word[i - 2] === other[depth]) {
      edits = Math.min(edits, rows[depth - 1][i - 2] + 1);
    }
    row[i] = edits;
    if (edits < lowest) lowest = edits;
  }
  return lowest;
}
