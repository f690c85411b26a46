// <time data-countdown="until" data-now="server's now"> counts down by the server's clock.

// The answer's first byte is when the page's `now` was true; a clock that comes later has just come.
const opened = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
const rendered = new WeakMap();

export function inWords(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  if (days) return `${days}日${hours}時間`;
  if (hours) return `${hours}時間${minutes}分`;
  return minutes ? `${minutes}分${String(rest).padStart(2, "0")}秒` : `${rest}秒`;
}

export function secondsLeft({ until, now, rendered, at }) {
  const serverNow = at + (Date.parse(now) - rendered);
  return Math.max(0, Math.ceil((Date.parse(until) - serverNow) / 1000));
}

function tick(clock) {
  const { countdown, now, over } = clock.dataset;
  const left = secondsLeft({ until: countdown, now, rendered: rendered.get(clock), at: Date.now() });
  const text = left || !over ? inWords(left) : over;
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("countdown--soon", left > 0 && left <= 120);
}

const tickAll = () => document.querySelectorAll("[data-countdown]").forEach(tick);

function wind(clocks, moment) {
  for (const clock of clocks) if (!rendered.has(clock)) rendered.set(clock, moment);
  tickAll();
}

if (globalThis.document) {
  wind(document.querySelectorAll("[data-countdown]"), opened);
  setInterval(tickAll, 1000);
  document.addEventListener("visibilitychange", tickAll);
  document.addEventListener("sashitalk:renewed", ({ target }) => {
    wind(target.querySelectorAll("[data-countdown]"), Date.now());
  });
}
