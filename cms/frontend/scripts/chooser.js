// Turns <input data-suggest="URL"> into a combobox (ARIA 1.2). The plain input keeps working: the server understands typed words.
//
// GET URL?q=… answers {"results": [{"id": …, "label": "…", "hint": "…"}]}.
// data-suggest-into="ID"   the hidden input that receives the chosen id (emptied as soon as somebody types)
// data-suggest-several     words are separated by commas, the last one is completed
// data-suggest-submit      choosing sends the form
const PAUSE_MILLISECONDS = 150;
const SHORTEST_QUERY = 2;
let count = 0;

export function upgradeChoosers() {
  for (const input of document.querySelectorAll("input[data-suggest]")) new Chooser(input);
}

class Chooser {
  constructor(input) {
    this.input = input;
    this.results = [];
    this.active = -1;
    this.latest = 0;
    this.several = "suggestSeveral" in input.dataset;
    this.target = document.getElementById(input.dataset.suggestInto ?? "");
    this.list = this.buildList();
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.autocomplete = "off";
    input.addEventListener("input", () => this.onInput());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    // Where the answer comes without a new page, the list would stay in front of it.
    input.form?.addEventListener("submit", () => this.close());
  }

  buildList() {
    const frame = document.createElement("div");
    frame.className = "hh-chooser";
    this.input.replaceWith(frame);
    const list = document.createElement("ul");
    list.className = "hh-chooser__list";
    list.id = `hh-chooser-${++count}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.input.labels?.[0]?.textContent.trim() ?? "");
    list.hidden = true;
    // Pressing the mouse must not take the focus away before the click counts.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.choose([...list.children].indexOf(event.target.closest("li"))));
    frame.append(this.input, list);
    return list;
  }

  get query() {
    const typed = this.input.value;
    return (this.several ? typed.slice(typed.lastIndexOf(",") + 1) : typed).trim();
  }

  onInput() {
    if (this.target) this.target.value = "";
    clearTimeout(this.timer);
    if (this.query.length < SHORTEST_QUERY) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE_MILLISECONDS);
  }

  async ask() {
    const turn = ++this.latest;
    const url = new URL(this.input.dataset.suggest, location.href);
    url.searchParams.set("q", this.query);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const { results } = answer.ok ? await answer.json() : { results: [] };
      // An older, slower answer must not replace a newer one.
      if (turn === this.latest && document.activeElement === this.input) this.show(results);
    } catch {
      // Offline or broken off: the words typed so far still count.
      this.close();
    }
  }

  show(results) {
    this.results = results;
    this.list.replaceChildren(...results.map((result, index) => this.buildOption(result, index)));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.activate(-1);
  }

  buildOption({ label, hint }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.append(label);
    if (hint) {
      const small = document.createElement("small");
      small.textContent = hint;
      option.append(small);
    }
    return option;
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", this.list.children[index].id);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  onKey(event) {
    if (this.list.hidden) return;
    const last = this.results.length - 1;
    const moves = { ArrowDown: this.active < last ? this.active + 1 : 0, ArrowUp: this.active > 0 ? this.active - 1 : last };
    if (event.key in moves) this.activate(moves[event.key]);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(index) {
    const result = this.results[index];
    if (!result) return;
    const before = this.several ? this.input.value.slice(0, this.input.value.lastIndexOf(",") + 1) : "";
    this.input.value = this.several ? `${before}${before ? " " : ""}${result.label}, ` : result.label;
    if (this.target) this.target.value = result.id;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    if ("suggestSubmit" in this.input.dataset) this.input.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.latest++;
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
