/* Asks for the findings of the draft as it stands in the form, and leads from a finding to its field. */
(() => {
  const form = document.querySelector("form[data-edit-form]");
  const box = document.querySelector("[data-findings]");
  if (!form || !box) return;
  const list = box.querySelector("[data-findings-list]");
  const panel = box.closest("[data-side-panel]");
  const PAUSE = 1500; // milliseconds after the last key
  // A new page gets its own address as soon as Wagtail has saved it by itself.
  const address = () => {
    const saved = `${form.action} ${location.pathname}`.match(/\/pages\/(\d+)\/edit\//);
    return saved ? box.dataset.findingsOfPage.replace("/0/", `/${saved[1]}/`) : box.dataset.findingsUrl;
  };
  let asked = "";
  let timer = 0;

  const ask = async () => {
    if (panel && panel.hidden) return;
    const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    if (data.toString() === asked) return;
    asked = data.toString();
    try {
      const response = await fetch(address(), { method: "POST", body: data, credentials: "same-origin" });
      if (!response.ok) throw new Error(response.statusText);
      if (data.toString() === asked) list.innerHTML = await response.text();
    } catch {
      asked = ""; // the next change asks again
      list.textContent = box.dataset.findingsFailed;
    }
  };
  const askSoon = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };

  const find = (path) => {
    let here = document.querySelector(`[data-contentpath="${CSS.escape(path[0])}"]`);
    for (const step of path.slice(1)) {
      if (!here) break;
      here = here.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) || here;
    }
    return here;
  };
  const open = (field) => {
    const tab = field.closest("[role=tabpanel]");
    if (tab && tab.hidden) document.querySelector(`[role=tab][href="#${tab.id}"], [role=tab][aria-controls="${tab.id}"]`)?.click();
    for (let folded = field.closest("[hidden]"); folded; folded = folded.parentElement.closest("[hidden]")) {
      document.querySelector(`[aria-controls="${folded.id}"][aria-expanded="false"]`)?.click();
      if (folded.hidden) break;
    }
    field.scrollIntoView({ block: "center" });
    // Where somebody writes comes before the buttons that fold or move a block.
    const places = [...field.querySelectorAll("input, textarea, select, [contenteditable=true]")];
    const target = field.matches("input, textarea, select") ? field
      : places.find((place) => place.checkVisibility()) || field.querySelector("button:not([data-panel-toggle])");
    target?.focus({ preventScroll: true });
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-findings-go]");
    const field = button && find(button.dataset.findingsGo.split("/"));
    if (field) open(field);
  });
  form.addEventListener("input", askSoon);
  form.addEventListener("change", askSoon);
  if (panel) {
    new MutationObserver(askSoon).observe(panel, { attributes: true, attributeFilter: ["hidden"] });
    new MutationObserver(askSoon).observe(form, { childList: true, subtree: true }); // blocks added, moved, deleted
  }
  ask();
})();
