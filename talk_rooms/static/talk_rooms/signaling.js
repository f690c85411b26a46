// The room's socket (docs/signaling.md). Knows the protocol, no page and no camera.

const VERSION = "1";
export const CLOSE = { over: 4410, cancelled: 4411 };
// Not open yet, and too frequent.
const PASSING = [4425, 4429];
// After the server's other words another try would end the same way.
const isFinal = (code) => code >= 4400 && !PASSING.includes(code);
const BUNDLE_MS = 30;
const MOST_CANDIDATES = 40;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4000;
const PING_EVERY_MS = 5000;
const FIRST_PINGS = 4;
const SILENCE_MS = 12_000;
const WELCOME_MS = 8000;

// One per page load: a new id tells the other side that this is a new window.
export function newInstance() {
  const [number] = crypto.getRandomValues(new BigUint64Array(1));
  return number.toString(36).padStart(13, "0");
}

export function backOff(attempt, random = Math.random) {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(delay * (0.8 + 0.4 * random()));
}

// Calls handlers: welcome, peer, phase, description, candidates, state, message, error, pong,
// and `lost(code)` when the socket dropped, `ended(code, error)` when it will not come back.
export class Signaling {
  constructor({ url, handlers, instance = newInstance(), local = () => performance.now() }) {
    Object.assign(this, { url, handlers, instance, local, bundle: [], unsent: [], attempt: 0 });
  }

  open() {
    const socket = new WebSocket(`${this.url}?v=${VERSION}&instance=${this.instance}`);
    this.socket = socket;
    socket.onmessage = ({ data }) => this.socket === socket && this.receive(data);
    socket.onclose = ({ code }) => this.socket === socket && this.dropped(code);
    this.retry = setTimeout(() => this.giveUp(), WELCOME_MS);
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
    this.handlers[message.type]?.(message);
  }

  welcomed({ peer }) {
    clearTimeout(this.retry);
    this.attempt = 0;
    this.isReady = true;
    const waiting = this.unsent.splice(0).filter(({ to }) => to === peer.instance);
    for (const message of waiting) this.mention(message);
    this.startPinging();
  }

  // Gone, and on its way back.
  get isAway() {
    return this.attempt > 0 && !this.isOver;
  }

  dropped(code) {
    this.stopTimers();
    this.isReady = false;
    if (this.isOver) return;
    this.isOver = isFinal(code);
    if (this.isOver) return this.handlers.ended(code);
    this.retry = setTimeout(() => this.open(), backOff(this.attempt++));
    this.handlers.lost();
  }

  // `message` is {type, …}: what would be stale by the next welcome goes now or never.
  mention(message) {
    if (this.isReady) this.socket.send(JSON.stringify(message));
  }

  // What is meant for one window and cannot go now goes after the next welcome.
  relay(type, to, fields) {
    const message = { type, from: this.instance, to, ...fields };
    if (this.isReady) this.mention(message);
    else this.unsent.push(message);
  }

  describe(to, description) {
    this.flush();
    const { type, sdp } = description;
    this.relay("description", to, { description: { type, sdp } });
  }

  // Candidates come by the dozen: those of one moment travel together.
  addCandidate(to, candidate) {
    if (this.bundleTo !== to) this.flush();
    this.bundleTo = to;
    this.bundle.push(candidate);
    if (this.bundle.length >= MOST_CANDIDATES) this.flush();
    else this.bundleTimer ??= setTimeout(() => this.flush(), BUNDLE_MS);
  }

  flush() {
    clearTimeout(this.bundleTimer);
    this.bundleTimer = null;
    const candidates = this.bundle.splice(0);
    if (candidates.length) this.relay("candidates", this.bundleTo, { candidates });
  }

  state(fields) {
    this.mention({ type: "state", from: this.instance, ...fields });
  }

  startPinging() {
    for (let n = 0; n < FIRST_PINGS; n++) setTimeout(() => this.ping(), n * 150);
    this.pinging = setInterval(() => this.ping(), PING_EVERY_MS);
  }

  ping() {
    const now = this.local();
    if (!this.isReady) return;
    if (now - this.heardAt < SILENCE_MS) this.mention({ type: "ping", t: now });
    else this.giveUp();
  }

  // A network that is gone without a word leaves a socket open, or opening, for minutes.
  giveUp() {
    this.socket.onclose = () => {};
    this.socket.close();
    this.dropped(1006);
  }

  stopTimers() {
    clearInterval(this.pinging);
    clearTimeout(this.retry);
  }
}
