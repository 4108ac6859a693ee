// Changes the theme, without a reload, as soon as the server has stored the choice.
const form = document.querySelector("[data-theme-switch]");
const colours = document.querySelectorAll("[data-theme-colour]");

function show(theme) {
  document.documentElement.dataset.theme = theme;
  for (const button of form.elements.namedItem("theme")) button.ariaPressed = String(button.value === theme);
  for (const meta of colours) {
    const { themeColour } = meta.dataset;
    const followed = theme === "system" ? `(prefers-color-scheme: ${themeColour})` : "not all";
    meta.media = theme === themeColour ? "all" : followed;
  }
}

form?.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
  if (successful) show(requestConfig.parameters.theme);
});
