// Fills [data-part] from another page of ours, then starts the part's own module: the room knows
// what stands there as little as its server side does.

import { freshPage } from "../js/live.js";

for (const part of document.querySelectorAll("[data-part]")) {
  const page = await freshPage(part.dataset.part);
  if (!page) continue;
  part.replaceChildren(...page.body.childNodes);
  await import(part.dataset.module);
}
