// The server's time on this device, and where a talk stands by it. All times in milliseconds.

const KEPT_SAMPLES = 8;

export class Clock {
  // `local` never jumps, unlike the wall clock, which may be an hour wrong besides.
  constructor(local = () => performance.now()) {
    this.local = local;
    this.samples = [];
    this.last = -Infinity;
  }

  // An answer that took `rtt`: its error is at most half of that, so the quickest one counts.
  sample(sentAt, serverNow, receivedAt = this.local()) {
    const rtt = receivedAt - sentAt;
    const offset = serverNow - (sentAt + receivedAt) / 2;
    const agrees = (one) => Math.abs(one.offset - offset) <= (one.rtt + rtt) / 2;
    // A device that has slept held its clock meanwhile: what it measured before is no longer true.
    this.samples = [...this.samples.filter(agrees), { rtt, offset }].slice(-KEPT_SAMPLES);
  }

  // A time that the server told without being asked: better than nothing until a sample comes.
  hint(serverNow) {
    if (!this.samples.length) this.samples.push({ rtt: Infinity, offset: serverNow - this.local() });
  }

  get offset() {
    return this.samples.reduce((best, one) => (one.rtt < best.rtt ? one : best)).offset;
  }

  // Never runs backwards: a better sample may hold it for a moment, and so may the server's word
  // that it is `told` already.
  now(told = -Infinity) {
    this.last = Math.max(this.last, told, this.local() + this.offset);
    return this.last;
  }
}

// `instants` is the server's table: phase name → when it begins, in order.
export function phaseAt(instants, now) {
  let phase = "closed";
  for (const [name, begins] of Object.entries(instants)) if (now >= begins) phase = name;
  return phase;
}

export function nextChange(instants, now) {
  return Object.values(instants).find((begins) => begins > now) ?? null;
}

// "2:05": what is left, a begun second counting as a whole one.
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, place) => String(part).padStart(place ? 2 : 1, "0")).join(":");
}
