// Makes the link into a talk's room usable at the moment the room opens.

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold
// When each room opens, by this device's clock.
const waiting = new Map();

function open(link) {
  waiting.delete(link);
  link.href = link.dataset.href;
  link.removeAttribute("aria-disabled");
  link.classList.add("button--primary");
  link.querySelector("[data-label]").textContent = link.dataset.openLabel;
}

function start(root) {
  for (const link of root.querySelectorAll("[data-room-button]:not([href])")) {
    const delay = link.dataset.opensAt - link.dataset.now;
    waiting.set(link, Date.now() + delay);
    if (delay <= LONGEST_DELAY) setTimeout(open, delay, link);
  }
}

// While a device sleeps its timers stand still and its clock goes on.
function look() {
  for (const [link, opensAt] of waiting) if (Date.now() >= opensAt) open(link);
}

start(document);
document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
document.addEventListener("visibilitychange", look);
