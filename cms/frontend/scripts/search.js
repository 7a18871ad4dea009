// The search page: htmx changes its results, this says so, keeps the focus and tells which result was opened.
const QUIET_MILLISECONDS = 1000;

export function accompanySearch() {
  const status = document.querySelector("[data-search-status]");
  if (!status) return;
  let timer;
  let wasUnfolded = false;

  document.addEventListener("htmx:beforeSwap", () => {
    wasUnfolded = document.querySelector(".hh-facets")?.open ?? false;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const facets = document.querySelector(".hh-facets");
    if (facets && wasUnfolded) facets.open = true;
    // A link that was followed may be gone: whoever uses a keyboard goes on at the results.
    if (document.activeElement === document.body) document.getElementById("results-heading")?.focus();
    // Screen readers hear the number once somebody pauses, not after every letter.
    clearTimeout(timer);
    status.textContent = "";
    timer = setTimeout(() => {
      const spoken = [...document.querySelectorAll("[data-announced]")].map((one) => one.textContent.trim());
      status.textContent = spoken.join(" ");
    }, QUIET_MILLISECONDS);
  });
  document.addEventListener("click", noteChoice);
  document.addEventListener("auxclick", noteChoice);
}

// A count for the editors, without a cookie: which words lead to something.
function noteChoice({ target }) {
  const link = target.closest(".hh-hit a");
  const answer = link?.closest("[data-chosen]");
  if (!answer) return;
  const body = new URLSearchParams({ q: answer.dataset.words });
  fetch(answer.dataset.chosen, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
}
