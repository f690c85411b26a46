// Follows a socket that says `changed`, and says so too when it comes back after a loss.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const GATHER_MS = 120;
const GONE_FOR_GOOD = [4403, 4404];

// Older browsers take no path alone.
export const socketAt = (path) => new URL(path, location.href).href.replace(/^http/, "ws");
export const waitAfter = (losses) => Math.min(FIRST_WAIT_MS * 2 ** losses, LONGEST_WAIT_MS);

const request = () => performance.getEntriesByType("navigation")[0]?.requestStart ?? 0;

export function follow(path, onChange) {
  let losses = 0;
  let isFirst = true;
  let gathering = false;
  let waiting = null;

  // Several changes at once are one look.
  const changed = () => {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      onChange();
    }, GATHER_MS);
  };

  // Between asking for the page and entering here something may have changed unheard.
  const ready = ({ quiet }) => {
    if (!isFirst || quiet <= performance.now() - request()) changed();
    losses = 0;
    isFirst = false;
  };

  const open = () => {
    waiting = null;
    const socket = new WebSocket(socketAt(path));
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "ready") ready(message);
      else changed();
    });
    socket.addEventListener("close", ({ code }) => {
      if (!GONE_FOR_GOOD.includes(code)) waiting = setTimeout(open, waitAfter(losses++));
    });
  };

  // The line is back, or somebody looks again: no more waiting.
  const hurry = () => {
    if (document.hidden || waiting === null) return;
    clearTimeout(waiting);
    losses = 0;
    open();
  };

  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  open();
}

// Null when it cannot be had now. Nothing counts as read by it: nobody may be looking.
export async function freshPage(address = location.href) {
  const asked = fetch(address, { headers: { Accept: "text/html", "X-Purpose": "refresh" } });
  const response = await asked.catch(() => null);
  if (!response?.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const FOCUSABLE = "input, a, button, summary";
const signOf = (one) => one.value || one.getAttribute("href");

// Puts the fresh part in place of the shown one; what was ticked, focused and unfolded stays so. The event
// lets scripts take up what is new in it.
export function renew(shown, fresh) {
  const ticked = new Set([...shown.querySelectorAll("input:checked")].map(({ value }) => value));
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const sign = focused && signOf(focused);
  const place = [...shown.querySelectorAll(FOCUSABLE)].indexOf(focused);
  const opened = [...shown.querySelectorAll("details")].map(({ open }) => open);
  shown.replaceChildren(...fresh.childNodes);
  shown.querySelectorAll("details").forEach((one, index) => (one.open = opened[index] ?? one.open));
  for (const box of shown.querySelectorAll("input:is([type=checkbox], [type=radio])")) {
    if (ticked.delete(box.value)) box.checked = true;
  }
  if (focused) {
    const found = [...shown.querySelectorAll(FOCUSABLE)];
    const same = sign ? found.find((one) => signOf(one) === sign) : found[place];
    same?.focus({ preventScroll: true });
  }
  shown.dispatchEvent(new CustomEvent("sashitalk:renewed", { bubbles: true }));
  return ticked.size;
}
