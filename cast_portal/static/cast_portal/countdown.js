// <time data-countdown="until" data-now="server's now"> counts down by the server's clock.

const rendered = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);

export function inWords(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  if (days) return `${days}日${hours}時間`;
  if (hours) return `${hours}時間${minutes}分`;
  return minutes ? `${minutes}分${String(rest).padStart(2, "0")}秒` : `${rest}秒`;
}

function tick(clock) {
  const { countdown, now, over } = clock.dataset;
  const serverNow = Date.now() + (Date.parse(now) - rendered);
  const left = Math.max(0, Math.ceil((Date.parse(countdown) - serverNow) / 1000));
  const text = left || !over ? inWords(left) : over;
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("countdown--soon", left > 0 && left <= 120);
}

const clocks = document.querySelectorAll("[data-countdown]");
const tickAll = () => clocks.forEach(tick);
if (clocks.length) {
  tickAll();
  setInterval(tickAll, 1000);
  document.addEventListener("visibilitychange", tickAll);
}
