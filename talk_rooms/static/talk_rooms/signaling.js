// The room's socket (docs/signaling.md). Knows the protocol, no page and no camera.

export const VERSION = "1";
export const CLOSE = {
  badRequest: 4400,
  signedOut: 4401,
  wrongOrigin: 4403,
  noSuchTalk: 4404,
  takenOver: 4409,
  over: 4410,
  cancelled: 4411,
  tooLarge: 4413,
  malformed: 4422,
  notOpenYet: 4425,
  tooFrequent: 4429,
  consentWanted: 4451,
};
// After these another try would end the same way.
const FINAL = new Set(
  Object.values(CLOSE).filter((code) => code !== CLOSE.notOpenYet && code !== CLOSE.tooFrequent),
);
const BUNDLE_MS = 30;
const MOST_CANDIDATES = 40;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4000;
const PING_EVERY_MS = 5000;
const FIRST_PINGS = 4;
const SILENCE_MS = 12_000;

// One per page load: a new id tells the other side that this is a new window.
export function newInstance(random = crypto) {
  const bytes = random.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function backOff(attempt, random = Math.random) {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(delay * (0.8 + 0.4 * random()));
}

// Calls handlers: welcome, peer, phase, description, candidates, state, message, error, pong,
// and `lost(code)` when the socket dropped, `ended(code, error)` when it will not come back.
export class Signaling {
  constructor({ url, instance, handlers, local = () => performance.now(), env = globalThis }) {
    Object.assign(this, { url, instance, handlers, local, env });
    this.attempt = 0;
    this.isReady = false;
    this.isOver = false;
    this.unsent = [];
    this.bundle = [];
    this.lastError = null;
  }

  open() {
    const address = `${this.url}?v=${VERSION}&instance=${this.instance}`;
    const socket = new this.env.WebSocket(address);
    this.socket = socket;
    socket.onmessage = ({ data }) => this.socket === socket && this.receive(data);
    socket.onclose = ({ code }) => this.socket === socket && this.dropped(code);
  }

  close() {
    this.isOver = true;
    this.stopTimers();
    this.socket?.close(1000);
  }

  receive(data) {
    const message = JSON.parse(data);
    this.heardAt = this.local();
    if (message.type === "welcome") this.welcomed(message);
    if (message.type === "error") this.lastError = message;
    this.handlers[message.type]?.(message);
  }

  welcomed({ peer }) {
    this.attempt = 0;
    this.isReady = true;
    const waiting = this.unsent.splice(0).filter(({ to }) => !to || to === peer.instance);
    for (const message of waiting) this.write(message);
    this.startPinging();
  }

  dropped(code) {
    this.stopTimers();
    this.isReady = false;
    if (this.isOver) return;
    if (FINAL.has(code)) {
      this.isOver = true;
      this.handlers.ended?.(code, this.lastError);
    } else {
      this.handlers.lost?.(code);
      this.retry = this.env.setTimeout(() => this.open(), backOff(this.attempt++));
    }
  }

  // `message` is {type, …}; what cannot go now goes after the next welcome.
  send(message) {
    if (this.isReady) this.write(message);
    else if (message.type !== "ping") this.unsent.push(message);
  }

  write(message) {
    this.socket.send(JSON.stringify(message));
  }

  describe(to, description) {
    this.flush();
    const { type, sdp } = description;
    this.send({ type: "description", from: this.instance, to, description: { type, sdp } });
  }

  // Candidates come by the dozen: those of one moment travel together.
  addCandidate(to, candidate) {
    if (this.bundle.length && this.bundleTo !== to) this.flush();
    this.bundleTo = to;
    this.bundle.push(candidate);
    if (this.bundle.length >= MOST_CANDIDATES) this.flush();
    else this.bundleTimer ??= this.env.setTimeout(() => this.flush(), BUNDLE_MS);
  }

  flush() {
    this.env.clearTimeout(this.bundleTimer);
    this.bundleTimer = null;
    const candidates = this.bundle.splice(0);
    if (!candidates.length) return;
    this.send({ type: "candidates", from: this.instance, to: this.bundleTo, candidates });
  }

  state(fields) {
    this.unsent = this.unsent.filter(({ type }) => type !== "state");
    this.send({ type: "state", from: this.instance, ...fields });
  }

  startPinging() {
    for (let n = 0; n < FIRST_PINGS; n++) this.env.setTimeout(() => this.ping(), n * 150);
    this.pinging = this.env.setInterval(() => this.ping(), PING_EVERY_MS);
  }

  ping() {
    if (!this.isReady) return;
    if (this.local() - this.heardAt > SILENCE_MS) this.hangUpDeadLine();
    else this.send({ type: "ping", t: this.local() });
  }

  // A network that is gone without a word leaves the socket open for minutes.
  hangUpDeadLine() {
    const dead = this.socket;
    this.dropped(1006);
    dead.close();
  }

  stopTimers() {
    this.env.clearInterval(this.pinging);
    this.env.clearTimeout(this.retry);
  }
}
