// What was dropped or chosen, as [{ name, size, open }]: folders and zips are opened, and what computers leave in them
// (".DS_Store", "__MACOSX/") is passed over.
import { unzip } from "./unzip.js";

const isLeaving = (name) => name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
const asItem = (file, name = file.webkitRelativePath || file.name) => ({
  name,
  size: file.size,
  open: async () => file,
});

async function inFolder(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return opened(file, entry.fullPath.slice(1));
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // 100 at most
    if (!some.length) return found;
    for (const each of some) found.push(...(await inFolder(each)));
  }
}

async function opened(file, name) {
  if (!/\.zip$/i.test(file.name)) return [asItem(file, name)];
  return unzip(file);
}

// onBroken: called with the file of a zip that cannot be opened.
async function all(lists, onBroken) {
  const found = [];
  for (const [file, list] of lists) {
    try {
      found.push(...(await list()));
    } catch {
      onBroken(file);
    }
  }
  return found.filter(({ name }) => !isLeaving(name));
}

export function chosen(files, onBroken) {
  return all(
    [...files].map((file) => [file, () => opened(file)]),
    onBroken,
  );
}

export function dropped(transfer, onBroken) {
  // The entries are gone once the event is over, so they are taken at once.
  const entries = [...transfer.items].map((item) => [item.getAsFile(), item.webkitGetAsEntry?.()]);
  const lists = entries
    .filter(([file]) => file)
    .map(([file, entry]) => [file, () => (entry?.isDirectory ? inFolder(entry) : opened(file))]);
  return all(lists, onBroken);
}
