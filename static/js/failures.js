// Says so where a change could not be made; the server's own sentence where it sent one.
const toast = document.querySelector("[data-toast]");

function say(text) {
  toast.textContent = text;
  setTimeout(() => (toast.textContent = ""), 8000);
}

document.addEventListener("htmx:sendError", () => say(toast.dataset.offline));
document.addEventListener("htmx:timeout", () => say(toast.dataset.offline));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say(plain ? xhr.responseText : toast.dataset.broken);
});
