// Light, dark or as the system says. Chosen once, kept on this device.
import { keep, kept } from "./storage.js";

const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

export function connectThemeSwitches() {
  for (const group of document.querySelectorAll("[data-theme-switch]")) {
    group.hidden = false;
    for (const button of group.querySelectorAll("[data-theme]")) {
      button.addEventListener("click", () => choose(button.dataset.theme));
    }
  }
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
  }
  systemIsDark.addEventListener("change", show);
  show();
}

function choose(theme) {
  if (theme === "auto") {
    delete root.dataset.kernTheme;
    keep("hh-theme", null);
  } else {
    root.dataset.kernTheme = theme;
    keep("hh-theme", theme);
  }
  show();
}

function isDark() {
  return (root.dataset.kernTheme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";
}

function show() {
  const chosen = kept("hh-theme") ?? root.dataset.kernTheme ?? "auto";
  for (const button of document.querySelectorAll("[data-theme-switch] [data-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === chosen));
  }
  for (const word of document.querySelectorAll("[data-theme-toggle] [data-leads-to]")) {
    word.hidden = word.dataset.leadsTo === (isDark() ? "dark" : "light");
  }
}
