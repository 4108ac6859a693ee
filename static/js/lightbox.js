// Shows the picture in the whole window, and the rest of its album. PhotoSwipe is loaded when it is first needed.
//
// A slide's index is its place in the album. A page has the data of its own picture and of the two beside it. When the
// reader goes on, the page of that picture is fetched, which counts as a view, and has the data of the next one.
import { addBar, showInBar } from "./lightbox-bar.js";

const opener = document.querySelector("[data-lightbox]");
const { script, style, ...words } = opener.dataset;
const BAR = 56; // CSS pixels below the picture
const slides = new Map();
const likes = new Map(); // place -> the ring of its picture
const start = Number(opener.dataset.place);
let open = null;
let failed = false;

function learn(page, place) {
  const beside = { "a[data-lightbox]": 0, "a[rel=prev]": -1, "a[rel=next]": 1 };
  for (const [selector, step] of Object.entries(beside)) {
    const link = page.querySelector(`.photo ${selector}`);
    if (!link?.dataset.src || slides.has(place + step)) continue;
    const { src, srcset, width, height, alt, title, credit } = link.dataset;
    slides.set(place + step, {
      src,
      srcset,
      width: Number(width),
      height: Number(height),
      alt,
      title,
      credit,
      page: link.dataset.page,
    });
    open?.refreshSlideContent(place + step);
  }
  const like = page.querySelector("[data-like]");
  if (like && !likes.has(place)) likes.set(place, ringOf(like));
}

// The ring, and the words beside it, in an element of their own.
function ringOf(template) {
  const holder = document.createElement("span");
  holder.append(document.importNode(template.content, true));
  window.htmx?.process(holder);
  return holder;
}

// Fetches the page of the slide that is shown, for the slides beside it.
async function visit(place) {
  const slide = slides.get(place);
  if (place === start || !slide || slide.visited) return;
  slide.visited = true;
  const answer = await fetch(slide.page).catch(() => ({ ok: false }));
  if (answer.ok) learn(new DOMParser().parseFromString(await answer.text(), "text/html"), place);
  else slide.visited = false; // so that it is tried again when the slide is shown again
  failed = !answer.ok;
  if (!open) return;
  tell();
  if (answer.ok) visit(open.currIndex); // the reader may have gone on in the meantime
}

// Shows what there is to say of the current slide.
function tell() {
  const place = open.currIndex;
  const { title = failed ? words.failure : "", credit = "" } = slides.get(place) ?? {};
  showInBar(
    open,
    { place: words.of.replace("{number}", place + 1).replace("{total}", words.places), title, credit },
    likes.get(place),
  );
}

function addOurs() {
  addBar(open, words);
  open.on("change", () => {
    tell();
    visit(open.currIndex);
  });
}

function loadStyle() {
  if (document.querySelector(`link[href="${style}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const loaded = new Promise((resolve, reject) => Object.assign(link, { onload: resolve, onerror: reject }));
  document.head.append(link);
  return loaded;
}

async function show() {
  const [{ default: PhotoSwipe }] = await Promise.all([import(script), loadStyle()]);
  if (open) return;
  learn(document, start);
  pressAsOnPage();
  open = new PhotoSwipe({
    index: start,
    dataSource: Array.from({ length: Number(opener.dataset.places) }, () => ({})),
    loop: false,
    counter: false,
    bgOpacity: 1,
    padding: { top: 0, bottom: BAR, left: 0, right: 0 },
    showHideAnimationType: "none", // its own is deaf to keys while it runs; lightbox.css fades instead
    returnFocus: true,
    closeTitle: words.close,
    zoomTitle: words.zoom,
    arrowPrevTitle: words.newer,
    arrowNextTitle: words.older,
    errorMsg: words.failure,
  });
  open.addFilter("itemData", (_data, place) => slides.get(place) ?? { html: "" });
  open.on("uiRegister", addOurs);
  open.on("close", leave);
  open.init();
}

// Back closes the lightbox. So where it is closed otherwise, its entry is taken out of the browser's history.
function leave() {
  const { page } = slides.get(open.currIndex) ?? {};
  const changed = isPressed(ofStart()) !== isPressed(ofPage());
  open = null;
  if (!history.state?.lightbox) return;
  if (page && new URL(page, location).pathname !== location.pathname) location.replace(page);
  else history.back();
  if (changed) addEventListener("popstate", () => location.reload(), { once: true });
}

// The page's own picture has a button on the page and a ring in the lightbox.
const ofPage = () => document.querySelector(".photo .reaction-button--like button");
const ofStart = () => likes.get(start)?.querySelector("button");
const isPressed = (button) => button?.getAttribute("aria-pressed") === "true";

function pressAsOnPage() {
  const ring = ofStart();
  if (!ring) return;
  ring.setAttribute("aria-pressed", isPressed(ofPage()));
  ring.value = isPressed(ofPage()) ? "unlike" : "like";
}

opener.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!history.state?.lightbox) history.pushState({ lightbox: true }, "");
  show().catch(() => location.replace(opener.href));
});
addEventListener("popstate", ({ state }) => (state?.lightbox ? show() : open?.close()));
