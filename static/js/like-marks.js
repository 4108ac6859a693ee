// A picture may be in several frames of a page, such as in an older entry of the feed. Once it is liked from one of them,
// the rings of all show it.
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful, requestConfig } }) => {
  if (!successful || !elt.matches("[data-mark]")) return;
  const isLiked = requestConfig.parameters.action === "like";
  for (const mark of document.querySelectorAll(`[data-mark="${elt.dataset.mark}"]`)) {
    mark.ariaPressed = String(isLiked);
    mark.value = isLiked ? "unlike" : "like";
  }
});
