// Fills [data-part] from another page of ours, then starts the part's own module: the room knows
// what stands there as little as its server side does.

for (const part of document.querySelectorAll("[data-part]")) {
  const response = await fetch(part.dataset.part).catch(() => null);
  if (!response?.ok || response.redirected) continue;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const script of fresh.querySelectorAll("script")) script.remove();
  part.replaceChildren(...fresh.body.childNodes);
  await import(part.dataset.module);
}
