// The room's socket (docs/signaling.md). Knows the protocol, no page and no camera.

const VERSION = "1";
export const CLOSE = { over: 4410, cancelled: 4411 };
// Not open yet, and too frequent.
const PASSING = [4425, 4429];
// After the server's other words another try would end the same way.
const isFinal = (code) => code >= 4400 && !PASSING.includes(code);
const BUNDLE_MS = 30;
const MOST_CANDIDATES = 40;
const SHORTEST_DELAY_MS = 250;
const FIRST_SPREAD_MS = 1000;
const LONGEST_SPREAD_MS = 4000;
const PING_EVERY_MS = 5000;
const FIRST_PINGS = 4;
const SILENCE_MS = 10_000;
const WELCOME_MS = 8000;
const LONGEST_WELCOME_MS = 30_000;

// One per page load: a new id tells the other side that this is a new window.
export function newInstance() {
  const [number] = crypto.getRandomValues(new BigUint64Array(1));
  return number.toString(36).padStart(13, "0");
}

// A server that has been away is not met by all windows at one instant.
export function backOff(attempt, random = Math.random) {
  const spread = Math.min(LONGEST_SPREAD_MS, FIRST_SPREAD_MS * 2 ** attempt);
  return Math.round(SHORTEST_DELAY_MS + spread * random());
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
    // Longer each time: who gives up too early stands at the end of the queue again.
    const patience = Math.min(LONGEST_WELCOME_MS, WELCOME_MS * (this.attempt + 1));
    this.retry = setTimeout(() => this.giveUp(), patience);
  }

  close() {
    this.isOver = true;
    this.stopTimers();
    this.socket?.close(1000);
  }

  receive(data) {
    const message = JSON.parse(data);
    this.askedAt = null;
    if (message.type === "welcome") this.welcomed(message);
    if (message.type === "peer") this.catchUp(message.instance);
    this.handlers[message.type]?.(message);
  }

  welcomed({ peer }) {
    clearTimeout(this.retry);
    this.attempt = 0;
    this.isReady = true;
    this.catchUp(peer.instance);
    this.startPinging();
  }

  // What could not go before goes once the window that it is meant for is there.
  catchUp(instance) {
    if (!instance) return;
    const waiting = this.unsent.splice(0).filter(({ to }) => to === instance);
    for (const message of waiting) this.mention(message);
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

  // By the age of a ping without an answer: a page that sleeps asks seldom.
  ping() {
    const now = this.local();
    if (!this.isReady) return;
    this.askedAt ??= now;
    if (now - this.askedAt < SILENCE_MS) this.mention({ type: "ping", t: now });
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
