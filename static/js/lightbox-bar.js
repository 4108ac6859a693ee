// What the lightbox shows round the picture: below it its place, title, photographer and ring; above it the buttons for
// the whole screen and for a slideshow.
const SECONDS = 4; // a picture of the slideshow
const ICONS = {
  screen: '<path d="M10 13V9h5M17 9h5v4M22 19v4h-5M15 23h-5v-4"/>',
  play: '<path d="M12 9l10 7-10 7z"/>',
  pause: '<path d="M12 9v14M20 9v14"/>',
};
const icon = (name) =>
  `<svg aria-hidden="true" class="pswp__icn pswp__icn--ours" viewBox="0 0 32 32">${ICONS[name]}</svg>`;

export function addBar(open, words) {
  open.element.setAttribute("aria-modal", "true");
  const onInit = (bar) => bar.append(...["place", "title", "credit", "like"].map(part));
  open.ui.registerElement({ name: "bar", appendTo: "root", onInit });
  addButton(open, "slideshow", words.slideshow, icon("play"), slideshow(open));
  if (document.fullscreenEnabled) addButton(open, "screen", words.screen, icon("screen"), () => wholeScreen(open));
}

// Texts are announced as they change; the ring is no text.
function part(name) {
  const element = document.createElement("span");
  element.className = `pswp__${name}`;
  if (name !== "like") element.setAttribute("aria-live", "polite");
  return element;
}

function addButton(open, name, title, html, onClick) {
  open.ui.registerElement({ name, title, ariaLabel: title, html, isButton: true, order: 8, onClick });
}

export function showInBar(open, texts, ring) {
  for (const [name, text] of Object.entries(texts)) open.element.querySelector(`.pswp__${name}`).textContent = text;
  open.element.querySelector(".pswp__like").replaceChildren(...(ring ? [ring] : []));
  open.element.setAttribute("aria-label", Object.values(texts).filter(Boolean).join(", "));
}

function wholeScreen(open) {
  if (document.fullscreenElement) document.exitFullscreen();
  else open.element.requestFullscreen();
}

// Pictures follow one another without any movement. Whoever leafs by themselves ends it, and so does the last picture.
function slideshow(open) {
  let timer = null;
  let button = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    if (button) button.innerHTML = icon("play");
    button?.setAttribute("aria-pressed", "false");
  };
  const step = () => {
    if (open.currIndex + 1 < open.getNumItems()) open.next();
    else stop();
  };
  open.on("close", stop);
  open.on("keydown", stop);
  open.on("pointerDown", stop);
  return (_event, element) => {
    button = element;
    if (timer) {
      stop();
      return;
    }
    timer = setInterval(step, SECONDS * 1000);
    button.innerHTML = icon("pause");
    button.setAttribute("aria-pressed", "true");
  };
}
