// Left and right open the previous and the next picture, as the links on the page do.
const LINKS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const rel = LINKS[event.key];
  if (!rel || typing || modified) return;
  document.querySelector(`a[rel="${rel}"]`)?.click();
});
