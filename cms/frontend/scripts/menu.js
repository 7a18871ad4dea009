// On small screens the main menu folds behind a button. Escape closes it and the search panel.
export function foldMenu() {
  const button = document.querySelector("[data-menu-button]");
  const menu = button && document.getElementById(button.getAttribute("aria-controls"));
  if (menu) {
    button.addEventListener("click", () => openMenu(button, menu, !menu.classList.contains("is-open")));
  }

  const search = document.querySelector("[data-search-panel]");
  search?.addEventListener("toggle", () => {
    if (search.open) search.querySelector("input").focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (menu?.classList.contains("is-open")) {
      openMenu(button, menu, false);
      button.focus();
    } else if (search?.open && !event.defaultPrevented) {
      search.open = false;
      search.querySelector("summary").focus();
    }
  });
}

function openMenu(button, menu, isOpen) {
  menu.classList.toggle("is-open", isOpen);
  button.setAttribute("aria-expanded", String(isOpen));
}
