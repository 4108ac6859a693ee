// What htmx does not do for a list that goes on (templates/components/pagination.html): focus, failures, the way back.
const list = document.querySelector("[data-paged]");
const first = location.href;
const addresses = new WeakMap(); // item -> the address of the page that it came with
let before = null;

const isNext = ({ detail: { elt } }) => elt.matches("[data-next]");
const items = () => [...list.children].filter(link); // not the end of a sheet
const link = (item) => item.querySelector("a[href]");
const name = (item) => item.id || link(item)?.href;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isNext(event)) return;
  const { elt } = event.detail;
  before = { length: items().length, focused: elt === document.activeElement, address: elt.href };
});

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (target !== list || !before) return;
  const fresh = items().slice(before.length);
  for (const item of fresh) {
    addresses.set(item, before.address);
    leaveIdsToFirst(item);
  }
  if (before.focused) fresh.map(link).find(Boolean)?.focus({ preventScroll: true });
  history.scrollRestoration = "manual"; // the browser knows only the height of the first page
  before = null;
});

// What is there already, such as a picture of a newer entry of the feed, keeps its id: the words there are the same, so
// whatever is labelled by them is labelled right.
function leaveIdsToFirst(item) {
  for (const each of [item, ...item.querySelectorAll("[id]")]) {
    if (each.id && document.getElementById(each.id) !== each) each.removeAttribute("id");
  }
}

function fail(event) {
  if (!isNext(event)) return;
  const { elt } = event.detail;
  document.getElementById("list-place").textContent = elt.dataset.failure;
  elt.textContent = elt.dataset.retry;
}
for (const name of ["responseError", "sendError", "timeout"]) document.addEventListener(`htmx:${name}`, fail);

// Whoever comes back finds the item where it was on the screen: the address is that of its page, the state has its height.
function keepPlace(item) {
  if (!item || history.scrollRestoration !== "manual") return;
  const place = { name: name(item), top: item.getBoundingClientRect().top };
  history.replaceState({ ...history.state, place }, "", addresses.get(item) ?? first);
}

function returnToPlace() {
  const place = history.state?.place;
  const item = place && items().find((each) => name(each) === place.name);
  if (item) scrollBy({ top: item.getBoundingClientRect().top - place.top, behavior: "instant" });
}

if (list) {
  list.addEventListener("click", ({ target }) => keepPlace(items().find((item) => item.contains(target))));
  document.addEventListener("scrollend", () => {
    keepPlace(items().findLast((item) => item.getBoundingClientRect().top < innerHeight));
  });
  returnToPlace();
}
