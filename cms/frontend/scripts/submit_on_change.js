// Filters act at once; without scripts their own button does the same.
export function submitOnChange() {
  for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
}
