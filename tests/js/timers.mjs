/** Timers that stand still until `tick`. Debian's Node 18 has some of its own, but they err. */
let now = 0;
let lastId = 0;
const waiting = new Map();

function start(callback, delay = 0, { every = 0, values = [] } = {}) {
  waiting.set(++lastId, { callback, at: now + delay, every, values });
  return lastId;
}

function nextBefore(end) {
  const due = [...waiting].filter(([, timer]) => timer.at <= end);
  return due.sort(([oneId, one], [otherId, other]) => one.at - other.at || oneId - otherId)[0];
}

export function stopTimers() {
  waiting.clear();
  now = 0;
  globalThis.setTimeout = (callback, delay, ...values) => start(callback, delay, { values });
  globalThis.setInterval = (callback, delay, ...values) =>
    start(callback, delay, { every: Math.max(delay, 1), values });
  globalThis.clearTimeout = globalThis.clearInterval = (id) => waiting.delete(id);
}

/** Lets so many milliseconds pass, and everything happen that falls into them, in order. */
export function tick(milliseconds) {
  const end = now + milliseconds;
  for (let next = nextBefore(end); next; next = nextBefore(end)) {
    const [id, timer] = next;
    now = Math.max(now, timer.at);
    if (timer.every) timer.at += timer.every;
    else waiting.delete(id);
    timer.callback(...timer.values);
  }
  now = end;
}
