// Makes the link into a talk's room usable at the moment the room opens.

export function openAt(link, delay) {
  setTimeout(() => {
    link.href = link.dataset.href;
    link.removeAttribute("aria-disabled");
    link.classList.add("button--primary");
    link.querySelector("[data-label]").textContent = link.dataset.openLabel;
  }, delay);
}

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold

function start(root) {
  for (const link of root.querySelectorAll("[data-room-button]:not([href])")) {
    const delay = Number(link.dataset.opensAt) - Number(link.dataset.now);
    if (delay <= LONGEST_DELAY) openAt(link, delay);
  }
}

if (globalThis.document) {
  start(document);
  document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
}
