// Print, and pass the page's address on: by the device's own menu where it has one, else by copying.
export function connectPassingOn() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  }
}

async function share(button) {
  const { title } = document;
  const url = location.href.split("#")[0];
  try {
    if (navigator.share) await navigator.share({ title, url });
    else confirm(button, await copy(url));
  } catch (error) {
    // Closing the device's menu is no fault; anything else leaves the address to be copied by hand.
    if (error.name !== "AbortError") confirm(button, await copy(url));
  }
}

async function copy(url) {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    return false;
  }
}

function confirm(button, isCopied) {
  const words = button.querySelector("[data-share-words]") ?? button;
  words.setAttribute("role", "status");
  words.textContent = isCopied ? button.dataset.done : location.href;
}
