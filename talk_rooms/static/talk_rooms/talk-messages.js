// The messages of a talk outside its room: what the other side writes or reads shows at once.

import { follow } from "../js/live.js";
import { Messages } from "./messages.js";
import { find } from "./page.js";

const root = find("messages");
const messages = new Messages(root);
let isStale = false;

// To fetch them is to have read them, so a window that nobody looks at waits.
function look() {
  isStale = document.hidden;
  if (!isStale) messages.refresh();
}

follow(root.dataset.socket, look);
document.addEventListener("visibilitychange", () => isStale && look());
