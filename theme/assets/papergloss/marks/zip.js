// A zip archive of texts, uncompressed: all that a folder of small notes needs, and every system opens
// it. The format is that of PKWARE's APPNOTE.TXT, sections 4.3 and 4.4.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Little-endian numbers: [size in bytes, value] pairs. */
function packed(...fields) {
  const bytes = [];
  for (const [size, value] of fields) {
    for (let at = 0; at < size; at += 1) bytes.push((value >>> (8 * at)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

const UTF8 = 0x0800;
const FIRST_DAY = 0x0021; // 1 January 1980, the earliest there is: the same notes give the same bytes

/** What both headers of a file have in common, from "version needed" to "extra field length". */
function facts(name, data) {
  return [
    [2, 10], [2, UTF8], [2, 0], [2, 0], [2, FIRST_DAY],
    [4, crc32(data)], [4, data.length], [4, data.length], [2, name.length], [2, 0],
  ];
}

/** Make a zip of [name, text] pairs. */
export function zip(files) {
  const encoder = new TextEncoder();
  const body = [];
  const directory = [];
  let offset = 0;
  for (const [given, text] of files) {
    const name = encoder.encode(given);
    const data = encoder.encode(text);
    const common = facts(name, data);
    const local = packed([4, 0x04034b50], ...common);
    directory.push(
      packed([4, 0x02014b50], [2, 10], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name,
    );
    body.push(local, name, data);
    offset += local.length + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = files.length;
  const end = packed(
    [4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0],
  );
  return new Blob([...body, ...directory, end], { type: "application/zip" });
}
