// Tells the reader when a change could not be made, in the server's own words where it sent some.
const toast = document.querySelector("[data-toast]");

function say(text) {
  toast.textContent = text;
  setTimeout(() => {
    toast.textContent = "";
  }, 8000);
}

// Not for a list that cannot go on: endless.js says that where the next page would be.
function on(name, tell) {
  document.addEventListener(name, ({ detail }) => detail.elt.matches("[data-next]") || tell(detail));
}

on("htmx:sendError", () => say(toast.dataset.offline));
on("htmx:timeout", () => say(toast.dataset.offline));
on("htmx:responseError", ({ xhr }) => {
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say(plain ? xhr.responseText : toast.dataset.broken);
});
