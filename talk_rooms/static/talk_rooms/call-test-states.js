// Both sides' call tests on a page about a talk: shown anew when one of them changes, and when
// the time has come to insist.

import { follow, freshPage, renew } from "../js/live.js";

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold
const STATES = "[data-call-test-states]";
const followed = new Set();

// The room hides them once somebody has entered: then there is nothing to fetch.
async function look() {
  for (const shown of document.querySelectorAll(STATES)) {
    const page = shown.offsetParent && (await freshPage(shown.dataset.url));
    const fresh = page?.querySelector(STATES);
    if (fresh) renew(shown, fresh);
  }
}

// A talk is followed once, however often its part of the page is drawn anew.
function start(root) {
  for (const { dataset } of root.querySelectorAll(STATES)) {
    const { socket, insistsAt, now } = dataset;
    if (followed.has(socket)) continue;
    followed.add(socket);
    follow(socket, look);
    const delay = insistsAt - now + 1000;
    if (delay > 0 && delay <= LONGEST_DELAY) setTimeout(look, delay);
  }
}

start(document);
document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
