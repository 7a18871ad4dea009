// Ticks of a checklist stay on this device; nobody else learns of them.
import { keep, kept } from "./storage.js";

export function rememberChecklists() {
  for (const list of document.querySelectorAll("[data-checklist]")) {
    const key = `hh-checklist-${list.dataset.checklist}`;
    const ticked = new Set((kept(key) ?? "").split(",").filter(Boolean));
    const boxes = [...list.querySelectorAll('input[type="checkbox"]')];
    for (const box of boxes) box.checked ||= ticked.has(box.value);
    list.addEventListener("change", () => {
      const values = boxes.filter((box) => box.checked).map((box) => box.value);
      keep(key, values.length ? values.join(",") : null);
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
