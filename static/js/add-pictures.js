// Uploads pictures, three at a time, each with its own progress (templates/gallery/admin/add_pictures.html). What was
// answered is kept by the server: a file that is sent again is known there.
import { chosen, dropped } from "./dropped-files.js";

const AT_ONCE = 3;
const PATIENCE = [1, 2, 5, 10, 20]; // seconds until a server that could not be reached is asked again
const form = document.querySelector("[data-upload]");
const words = form.dataset;
const box = document.querySelector("[data-uploads]");
const part = (name, within = box) => within.querySelector(`[data-${name}]`);
const added = document.querySelector("[data-added]");
const items = [];
let isLeaving = false;
let isChanged = false;

const inState = (...states) => items.filter(({ state }) => states.includes(state));
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function show(item, state, text) {
  item.state = state;
  item.row.dataset.status = state;
  const said = part("state", item.row);
  if (text instanceof DocumentFragment) said.replaceChildren(text);
  else said.textContent = text;
  part("progress", item.row).hidden = !["waiting", "sending"].includes(state);
  summarize();
}

function summarize() {
  const [done, known, refused] = [["added"], ["known"], ["refused", "failed"]].map((each) => inState(...each).length);
  part("all").max = items.length;
  part("all").value = done + known + refused;
  part("again").hidden = !inState("failed").length;
  const numbers = { added: done, all: items.length, known, refused };
  part("summary-line").textContent = words.summary.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
}

function note({ name, size = 0, open }) {
  const row = part("item").content.firstElementChild.cloneNode(true);
  const item = { name, size, open, row, tries: 0 };
  part("name", row).textContent = name.split("/").at(-1);
  part("name", row).title = name;
  part("progress", row).setAttribute("aria-label", name);
  part("list").append(row);
  box.hidden = false;
  items.push(item);
  show(item, "waiting", words.waiting);
  return item;
}

// Why it need not be sent at all; the server asks the same.
function reason({ name, size }) {
  const extension = name.split(".").at(-1).toLowerCase();
  if (!words.extensions.split(" ").includes(extension)) return words.noPicture;
  return size > Number(words.bytes) ? words.tooBig : "";
}

function send(item, file) {
  const data = new FormData(form);
  data.delete("pictures");
  data.append("pictures", file, item.name.split("/").at(-1));
  item.owner = data.get("owner");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => {
    part("progress", item.row).value = (100 * loaded) / total;
    if (loaded === total) part("state", item.row).textContent = words.checking;
  };
  return new Promise((resolve, reject) => {
    request.onload = () => resolve(request);
    request.onerror = request.onabort = request.ontimeout = reject;
    request.send(data);
  });
}

async function upload(item) {
  show(item, "sending", words.sending);
  const file = await item.open().catch(() => null); // of a damaged zip
  if (!file) {
    show(item, "refused", words.damaged);
    return goOn();
  }
  try {
    conclude(item, file, await send(item, file));
  } catch {
    show(item, "interrupted", words.interrupted);
    await wait(PATIENCE[Math.min(item.tries++, PATIENCE.length - 1)]);
    show(item, "waiting", words.waiting);
  }
  goOn();
}

function conclude(item, file, request) {
  const { status, response } = request;
  if (status === 503) {
    wait(Number(request.getResponseHeader("Retry-After") ?? 2)).then(() => {
      show(item, "waiting", words.waiting);
      goOn();
    });
    show(item, "interrupted", words.checking);
  } else if (status === 201) {
    addRow(item, response.row, file);
    show(item, "added", "");
  } else if (status === 409) {
    if (response.row) addRow(item, response.row, file); // it was added while the answer was lost
    show(item, "known", fragment(response.message));
  } else if (response?.owner) {
    if (item.owner === form.elements.owner.value) markOwner(response.owner); // not if it was mended meanwhile
    show(item, "failed", response.owner);
  } else if ([400, 422].includes(status) && response) show(item, "refused", fragment(response.message));
  else show(item, "failed", request.responseURL.startsWith(form.action) ? words.failed : words.signedOut);
}

function fragment(html) {
  return document.createRange().createContextualFragment(html);
}

// As Wagtail's forms mark a field: which holds for every file, and is the place to mend it.
function markOwner(message) {
  const said = Object.assign(document.createElement("p"), { className: "error-message", textContent: message });
  const field = form.elements.owner.closest("[data-field]");
  field.classList.toggle("w-field--error", message !== "");
  field.querySelector("[data-field-errors]").replaceChildren(...(message ? [said] : []));
  form.elements.owner.setAttribute("aria-invalid", message !== "");
}

// In the order of the files, whichever is finished first.
function addRow(item, html, file) {
  const row = fragment(html).firstElementChild;
  if (part(`picture="${row.dataset.picture}"`, added)) return;
  const image = new Image();
  image.alt = "";
  image.decoding = "async";
  image.loading = "lazy"; // until the worker has made a small one
  image.src = URL.createObjectURL(file);
  part("thumbnail", row).replaceChildren(image);
  item.added = row;
  const later = items.slice(items.indexOf(item) + 1).find((other) => other.added);
  part("rows", added).insertBefore(row, later?.added ?? null);
  added.hidden = false;
  nag();
}

// How many of them say nothing yet to those who cannot see them. They are published all the same.
function nag() {
  const isUndescribed = (row) => !part("alt-text", row).value.trim() && !part("decorative", row).checked;
  const number = [...added.querySelectorAll("[data-picture]")].filter(isUndescribed).length;
  part("undescribed", added).textContent = number;
  part("nag", added).hidden = number === 0;
}

function goOn() {
  const free = AT_ONCE - inState("sending").length;
  for (const item of inState("waiting").slice(0, free)) upload(item);
  for (const button of added.querySelectorAll("[data-conclude]")) {
    button.disabled = inState("waiting", "sending", "interrupted").length > 0;
  }
}

async function take(list) {
  for (const each of await list) {
    const item = note(each);
    const refused = reason(item);
    if (refused) show(item, "refused", refused);
  }
  goOn();
}

function refuseZip(file) {
  show(note({ name: file.name }), "refused", words.zip);
}

for (const element of form.querySelectorAll("[data-with-script]")) element.hidden = false;
part("without-script", form).remove();
for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    take(chosen(files, refuseZip));
  });
}
part("drop", form).addEventListener("drop", (event) => {
  event.preventDefault();
  take(dropped(event.dataTransfer, refuseZip));
});
form.elements.owner?.addEventListener("input", () => markOwner(""));
part("again").addEventListener("click", () => {
  for (const item of inState("failed")) show(item, "waiting", words.waiting);
  goOn();
});
added.addEventListener("input", () => {
  isChanged = true;
});
added.addEventListener("change", nag);
added.addEventListener("submit", () => {
  isLeaving = true;
});
addEventListener("beforeunload", (event) => {
  if (!isLeaving && (isChanged || inState("waiting", "sending", "interrupted").length)) event.preventDefault();
});
