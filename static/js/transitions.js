// Where the browser can do it, a picture grows out of its card when it is opened, and shrinks back into it.
function picture(page) {
  const stage = document.querySelector(".photo__stage img");
  if (stage) return stage;
  const links = [...document.querySelectorAll(".image-card__link, .opening__link")];
  const link = links.find(({ pathname }) => pathname === new URL(page).pathname);
  return link?.closest(".image-card, .opening").querySelector("img");
}

function name({ viewTransition }, page) {
  const image = viewTransition && page && picture(page);
  if (!image) return;
  image.style.viewTransitionName = "picture";
  const forget = () => {
    image.style.viewTransitionName = "";
  };
  viewTransition.finished.then(forget, forget);
}

addEventListener("pageswap", (event) => name(event, event.activation?.entry.url));
addEventListener("pagereveal", (event) => name(event, window.navigation?.activation?.from?.url));
