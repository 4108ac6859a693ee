// Says so where a change could not be made; the server's own sentence where it sent one.
const toast = document.querySelector("[data-toast]");

function say(text) {
  toast.textContent = text;
  setTimeout(() => (toast.textContent = ""), 8000);
}

// A list that cannot go on says so itself, where its next page would be.
function on(name, tell) {
  document.addEventListener(name, ({ detail }) => detail.elt.matches("[data-next]") || tell(detail));
}

on("htmx:sendError", () => say(toast.dataset.offline));
on("htmx:timeout", () => say(toast.dataset.offline));
on("htmx:responseError", ({ xhr }) => {
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say(plain ? xhr.responseText : toast.dataset.broken);
});
