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
    this.samples.push({ rtt, offset: serverNow - (sentAt + receivedAt) / 2 });
    if (this.samples.length > KEPT_SAMPLES) this.samples.shift();
  }

  // A time that the server told without being asked: better than nothing until a sample comes.
  hint(serverNow) {
    if (!this.samples.length) this.samples.push({ rtt: Infinity, offset: serverNow - this.local() });
  }

  get offset() {
    return this.samples.reduce((best, one) => (one.rtt < best.rtt ? one : best)).offset;
  }

  // Never runs backwards: a better sample may hold it for a moment.
  now() {
    this.last = Math.max(this.last, this.local() + this.offset);
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
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = pad(seconds % 60);
  return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
