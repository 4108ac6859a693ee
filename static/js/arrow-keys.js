// Left and right follow the links to the previous and the next picture. In the lightbox, PhotoSwipe handles them.
const LINKS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  const taken = event.target.closest("input, textarea, select, [contenteditable], .pswp");
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const rel = LINKS[event.key];
  if (!rel || taken || modified || document.querySelector(".pswp")) return;
  document.querySelector(`a[rel="${rel}"]`)?.click();
});
