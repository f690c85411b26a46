// The messages of a talk outside its room: what the other side writes or reads shows at once.

import { follow } from "../js/live.js";
import { Messages } from "./messages.js";
import { find } from "./page.js";

const root = find("messages");
const messages = new Messages(root);
follow(root.dataset.socket, () => messages.refresh());
