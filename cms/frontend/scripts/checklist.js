// Ticks of a checklist stay on this device; nobody else learns of them.
// Each box has a name of its own for good, so one memory serves all lists, languages and addresses of a list.
import { keep, kept } from "./storage.js";

const MEMORY = "hh-checklist";

export function rememberChecklists() {
  for (const list of document.querySelectorAll("[data-checklist]")) remember(list);
}

function remember(list) {
  const boxes = [...list.querySelectorAll('input[type="checkbox"]')].filter((box) => box.value);
  const ticked = read();
  for (const box of boxes) box.checked ||= ticked.has(box.value);
  const changed = () => {
    // Read again: another list or window may have written meanwhile.
    const all = read();
    for (const box of boxes) all[box.checked ? "add" : "delete"](box.value);
    keep(MEMORY, all.size ? [...all].join(",") : null);
    show(list, boxes);
  };
  list.addEventListener("change", changed);
  const clear = list.querySelector("[data-checklist-clear]");
  clear?.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    changed();
    boxes[0]?.focus();
  });
  const tools = list.querySelector("[data-checklist-tools]");
  if (tools) tools.hidden = false;
  show(list, boxes);
}

function read() {
  return new Set((kept(MEMORY) ?? "").split(",").filter(Boolean));
}

function show(list, boxes) {
  const count = boxes.filter((box) => box.checked).length;
  const progress = list.querySelector("[data-checklist-progress]");
  const clear = list.querySelector("[data-checklist-clear]");
  if (clear) clear.hidden = count === 0;
  if (!progress) return;
  progress.hidden = false;
  progress.textContent = list.dataset.progress.replace("NUMBER", count).replace("ALL", boxes.length);
}
