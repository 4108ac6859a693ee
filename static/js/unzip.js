// The files of a zip, unpacked one by one as they are asked for. Format: PKWARE's APPNOTE.TXT; no zip64, no passwords.
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_END = 22 + 65535;
const STORED = 0;
const DEFLATED = 8;

async function view(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

async function directory(zip) {
  const from = Math.max(0, zip.size - LONGEST_END);
  const tail = await view(zip, from, zip.size);
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const [size, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
    return view(zip, start, start + size);
  }
  throw new Error("no zip");
}

// [{ name, size, method, packed, start }] of all that it holds, folders too.
async function entries(zip) {
  const table = await directory(zip);
  const found = [];
  for (let at = 0; at + 46 <= table.byteLength && table.getUint32(at, true) === ENTRY; ) {
    const lengths = [28, 30, 32].map((offset) => table.getUint16(at + offset, true));
    const name = new TextDecoder().decode(new Uint8Array(table.buffer, at + 46, lengths[0]));
    const [packed, size] = [table.getUint32(at + 20, true), table.getUint32(at + 24, true)];
    found.push({ name, size, packed, method: table.getUint16(at + 10, true), start: table.getUint32(at + 42, true) });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return found;
}

async function unpack(zip, { name, packed, method, start }) {
  const head = await view(zip, start, start + 30);
  const from = start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const content = zip.slice(from, from + packed);
  if (method === STORED) return new File([content], name);
  if (method !== DEFLATED) throw new Error("unknown packing");
  const stream = content.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new File([await new Response(stream).blob()], name);
}

// [{ name, size, open }]; `open()` promises the File. Rejects for what is no zip.
export async function unzip(zip) {
  const all = await entries(zip);
  const files = all.filter(({ name }) => !name.endsWith("/"));
  return files.map((entry) => ({ name: entry.name, size: entry.size, open: () => unpack(zip, entry) }));
}
