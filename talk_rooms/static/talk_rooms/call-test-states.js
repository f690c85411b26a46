// Both sides' call tests on a page about a talk: shown anew when one of them changes, and when
// the time has come to insist.

import { freshPage, renew } from "../js/live.js";

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold

for (const shown of document.querySelectorAll("[data-call-test-states]")) {
  const look = async () => {
    const page = await freshPage(shown.dataset.url).catch(() => null);
    const fresh = page?.querySelector("[data-call-test-states]");
    if (fresh) renew(shown, fresh);
  };
  document.addEventListener("sashitalk:changed", look);
  const delay = Number(shown.dataset.insistsAt) - Number(shown.dataset.now) + 1000;
  if (delay > 0 && delay <= LONGEST_DELAY) setTimeout(look, delay);
}
