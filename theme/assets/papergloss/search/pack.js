// Reads what packing.py writes; the format is told in docs/search-index.md.

/** Decompress a file of the index. */
export async function unsqueeze(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A pack's header and sections. */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  const sections = header.sections.map((size) => bytes.subarray(at, (at += size)));
  return { header, sections };
}

/** All numbers of a section of LEB128 varints. */
export function varints(bytes) {
  const values = new Uint32Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    let value = 0;
    let shift = 0;
    for (; bytes[at] > 127; shift += 7) value |= (bytes[at++] & 127) << shift;
    values[count] = value | (bytes[at++] << shift);
  }
  return values.subarray(0, count);
}

/** Where each of consecutive stretches begins, and at the end where the last one ends. */
export function starts(sizes) {
  const found = new Uint32Array(sizes.length + 1);
  for (let i = 0; i < sizes.length; i++) found[i + 1] = found[i] + sizes[i];
  return found;
}
