// The picture in the whole window, and its album to leaf through: PhotoSwipe, loaded when it is first asked for.
//
// Slides are known by their place in the album. A page knows its own picture and the two beside it; whoever leafs on
// opens (and so views) that picture's page behind the scenes, which knows the next.
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
    if (!link || slides.has(place + step)) continue;
    const { src, width, height, alt, title } = link.dataset;
    slides.set(place + step, { src, width: Number(width), height: Number(height), alt, title, page: link.dataset.page });
    open?.refreshSlideContent(place + step);
  }
}

// Opens the page of the slide that is shown, for what comes after it.
async function visit(place) {
  const slide = slides.get(place);
  if (place === start || !slide || slide.visited) return;
  slide.visited = true;
  const answer = await fetch(slide.page).catch(() => ({ ok: false }));
  if (answer.ok) learn(new DOMParser().parseFromString(await answer.text(), "text/html"), place);
  else slide.visited = false; // whoever comes by again tries again
  failed = !answer.ok;
  if (!open) return;
  tell();
  if (answer.ok) visit(open.currIndex); // whoever leafs fast is ahead of what was known
}

// Number and title of the slide that is shown.
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
    showHideAnimationType: "none", // its own is deaf to keys while it runs; photo.css fades instead
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

// Back closes it; closing it takes the entry away that Back would have gone to.
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
