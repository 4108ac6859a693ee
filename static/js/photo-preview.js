// The photo that was chosen, in the place of the one before, until it is saved. On a canvas: an image would need an
// address, and the policy for pictures allows none that starts with "blob:".
const avatar = document.querySelector(".avatar--180");
const field = document.querySelector("input[name=new_photo]");
const note = document.querySelector("[data-unsaved]");
const before = [...avatar.childNodes];

function square(picture, side) {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const scale = side / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.getContext("2d").drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
  return canvas;
}

field.addEventListener("change", async () => {
  const [file] = field.files;
  const picture = file && (await createImageBitmap(file).catch(() => null)); // no picture: the server says so
  if (file !== field.files[0]) return; // another one was chosen meanwhile
  avatar.replaceChildren(...(picture ? [square(picture, 360)] : before));
  note.textContent = picture ? note.dataset.unsaved : "";
});
