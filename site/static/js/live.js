// Follows a socket that says `changed`, and says so too when it comes back after a loss.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const GATHER_MS = 120;
const GONE_FOR_GOOD = [4403, 4404];

export const waitAfter = (losses) => Math.min(FIRST_WAIT_MS * 2 ** losses, LONGEST_WAIT_MS);

export function follow(path, onChange) {
  let losses = 0;
  let isFirst = true;
  let gathering = false;

  // Several changes at once are one look.
  const changed = () => {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      onChange();
    }, GATHER_MS);
  };

  const open = () => {
    const socket = new WebSocket(path);
    socket.addEventListener("message", ({ data }) => {
      const { type } = JSON.parse(data);
      if (type === "changed" || !isFirst) changed();
      if (type === "ready") losses = 0;
      isFirst = false;
    });
    socket.addEventListener("close", ({ code }) => {
      if (!GONE_FOR_GOOD.includes(code)) setTimeout(open, waitAfter(losses++));
    });
  };
  open();
}

// Null when it cannot be had now.
export async function freshPage(address = location.href) {
  const asked = fetch(address, { headers: { Accept: "text/html" } });
  const response = await asked.catch(() => null);
  if (!response?.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// Puts the fresh part in place of the shown one; what was ticked, focused and unfolded stays so. The event
// lets scripts take up what is new in it.
export function renew(shown, fresh) {
  const ticked = new Set([...shown.querySelectorAll("input:checked")].map(({ value }) => value));
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const sign = focused && (focused.value || focused.getAttribute("href"));
  const opened = [...shown.querySelectorAll("details")].map(({ open }) => open);
  shown.replaceChildren(...fresh.childNodes);
  shown.querySelectorAll("details").forEach((one, index) => (one.open = opened[index] ?? one.open));
  for (const box of shown.querySelectorAll("input:is([type=checkbox], [type=radio])")) {
    if (ticked.delete(box.value)) box.checked = true;
  }
  if (sign) {
    const same = [...shown.querySelectorAll("input, a")].find(
      (one) => (one.value || one.getAttribute("href")) === sign,
    );
    same?.focus({ preventScroll: true });
  }
  shown.dispatchEvent(new CustomEvent("sashitalk:renewed", { bubbles: true }));
  return ticked.size;
}
