// From picture to picture of an album: arrow keys and swipes follow the links that are there. The next page says where
// the reader is, and has the focus where they had it. In the lightbox, PhotoSwipe handles keys and swipes.
const LINKS = { ArrowLeft: "prev", ArrowRight: "next" };
const FAR = 60; // CSS pixels that a finger has to go sideways
const link = (rel) => document.querySelector(`.photo a[rel="${rel}"]`);
const stage = document.querySelector(".photo__stage");

document.addEventListener("keydown", (event) => {
  const taken = event.target.closest("input, textarea, select, [contenteditable], .pswp");
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const rel = LINKS[event.key];
  if (!rel || taken || modified || document.querySelector(".pswp")) return;
  link(rel)?.click();
});

let start = null;
stage.addEventListener(
  "touchstart",
  ({ touches }) => {
    const zoomed = visualViewport && visualViewport.scale > 1;
    start = touches.length === 1 && !zoomed ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  },
  { passive: true },
);
stage.addEventListener("touchend", ({ changedTouches: [touch] }) => {
  if (!start) return;
  const [aside, along] = [touch.clientX - start.x, Math.abs(touch.clientY - start.y)];
  if (Math.abs(aside) > FAR && Math.abs(aside) > 2 * along) link(aside > 0 ? "prev" : "next")?.click();
});

document.querySelector(".photo").addEventListener("click", ({ target }) => {
  const { rel } = target.closest("a[rel=prev], a[rel=next]") ?? {};
  if (rel) sessionStorage.setItem("leafed", JSON.stringify({ rel, focused: document.activeElement === link(rel) }));
});

const leafed = JSON.parse(sessionStorage.getItem("leafed"));
sessionStorage.removeItem("leafed");
if (leafed) {
  if (leafed.focused) (link(leafed.rel) ?? link("prev") ?? link("next"))?.focus({ preventScroll: true });
  const said = [document.querySelector("h1"), document.querySelector("[data-position]")];
  setTimeout(() => {
    // a screen reader notices what changes after the page is there
    const status = document.querySelector("[data-leafed]");
    if (status) status.textContent = said.map((each) => each?.textContent.trim()).join(", ");
  }, 200);
}
