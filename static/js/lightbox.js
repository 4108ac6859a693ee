// Shows the picture in the whole window, and the rest of its album. PhotoSwipe is loaded when it is first needed.
//
// A slide's index is its place in the album. A page has the data of its own picture and of the two beside it. When the
// reader goes on, the page of that picture is fetched, which counts as a view, and has the data of the next one.
const opener = document.querySelector("[data-lightbox]");
const { script, style, ...words } = opener.dataset;
const CAPTION = 48; // CSS pixels below the picture
const slides = new Map();
const start = Number(opener.dataset.place);
let open = null;
let caption = null;
let failed = false;

function learn(page, place) {
  const beside = { "a[data-lightbox]": 0, "a[rel=prev]": -1, "a[rel=next]": 1 };
  for (const [selector, step] of Object.entries(beside)) {
    const link = page.querySelector(`.photo ${selector}`);
    if (!link?.dataset.src || slides.has(place + step)) continue;
    const { src, width, height, alt, title } = link.dataset;
    slides.set(place + step, {
      src,
      width: Number(width),
      height: Number(height),
      alt,
      title,
      page: link.dataset.page,
    });
    open?.refreshSlideContent(place + step);
  }
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

// Shows the number and title of the current slide.
function tell() {
  const place = open.currIndex;
  const title = slides.get(place)?.title ?? (failed ? words.failure : "");
  caption.textContent = `${String(place + 1).padStart(2, "0")}  ${title}`;
  open.element.setAttribute("aria-label", caption.textContent);
}

function addCaption() {
  const onInit = (element) => {
    caption = element;
    open.on("change", () => {
      tell();
      visit(open.currIndex);
    });
  };
  open.ui.registerElement({ name: "caption", appendTo: "root", onInit });
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
  open = new PhotoSwipe({
    index: start,
    dataSource: Array.from({ length: Number(opener.dataset.places) }, () => ({})),
    loop: false,
    counter: false,
    bgOpacity: 1,
    padding: { top: 0, bottom: CAPTION, left: 0, right: 0 },
    showHideAnimationType: "none", // its own is deaf to keys while it runs; lightbox.css fades instead
    returnFocus: true,
    closeTitle: words.close,
    zoomTitle: words.zoom,
    arrowPrevTitle: words.newer,
    arrowNextTitle: words.older,
    errorMsg: words.failure,
  });
  open.addFilter("itemData", (_data, place) => slides.get(place) ?? { html: "" });
  open.on("uiRegister", addCaption);
  open.on("close", leave);
  open.init();
}

// Back closes the lightbox. So where it is closed otherwise, its entry is taken out of the browser's history.
function leave() {
  const { page } = slides.get(open.currIndex) ?? {};
  open = null;
  if (!history.state?.lightbox) return;
  if (page && new URL(page, location).pathname !== location.pathname) location.replace(page);
  else history.back();
}

opener.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!history.state?.lightbox) history.pushState({ lightbox: true }, "");
  show().catch(() => location.replace(opener.href));
});
addEventListener("popstate", ({ state }) => (state?.lightbox ? show() : open?.close()));
