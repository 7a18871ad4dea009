// Runs before the first paint, so that a chosen theme does not flash; the switch itself is in theme_switch.js.
const root = document.documentElement;
root.classList.add("hh-js");
try {
  const chosen = localStorage.getItem("hh-theme");
  if (chosen === "light" || chosen === "dark") root.dataset.kernTheme = chosen;
} catch {
  // A browser that forbids storage shows the system's theme.
}
