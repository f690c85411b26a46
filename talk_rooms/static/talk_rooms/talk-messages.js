// The messages of a talk outside its room: what the other side writes or reads shows at once.

import { follow } from "../js/live.js";
import { Messages } from "./messages.js";

const root = document.querySelector("[data-messages]");
const failed = root?.querySelector("[data-messages-failed]");
const messages = new Messages(root, () => (failed.hidden = false));
let isStale = false;

// To fetch them is to have read them, so a window that nobody looks at waits.
function look() {
  isStale = document.hidden;
  if (!isStale) messages.refresh();
}

if (root) {
  follow(root.dataset.socket, look);
  document.addEventListener("visibilitychange", () => isStale && look());
  root.addEventListener("submit", () => (failed.hidden = true));
}
