// The connection to whoever sits on the other side: made anew for a new window, kept for the same
// one, ended with the talk time.

import { Peer } from "./peer.js";
import { judge, since, totals } from "./quality.js";

const MEASURE_EVERY_MS = 1000;
const QUIET_TOO_LONG = 4;

export class Call {
  // Handlers: onTrack(track), redraw(), onMeasure({path, quality, restarts, connected}), and
  // isExpected: whether the other side has anything to send, isTalking: whether the two are talking.
  constructor({ offers, signaling, handlers }) {
    Object.assign(this, { offers, signaling, handlers, tracks: {}, path: "none", restarts: 0, connected: 0 });
  }

  // `instance` is the window on the other side.
  meet(instance, ice) {
    if (this.isOver) return;
    if (instance === this.instance) this.peer.resume();
    else this.connect(instance, ice);
  }

  connect(instance, ice) {
    this.drop();
    this.instance = instance;
    this.peer = new Peer({
      offers: this.offers,
      ice,
      tracks: { ...this.tracks },
      carrier: this.signaling,
      to: instance,
      onTrack: (track) => this.handlers.onTrack(track),
      onRestart: () => (this.restarts += 1),
      onTrouble: () => {
        this.quality = "lost";
        this.handlers.redraw();
      },
    });
    document.dispatchEvent(new CustomEvent("sashitalk:peer", { detail: this.peer.pc }));
    this.measuring = setInterval(() => this.measure(), MEASURE_EVERY_MS);
  }

  receive(message) {
    // What was meant for an older window of this person is not for us.
    if (message.from === this.instance && message.to === this.signaling.instance) {
      this.peer.receive(message);
    }
  }

  setTrack(kind, track) {
    this.tracks[kind] = track;
    this.peer?.setTrack(kind, track);
  }

  // A connection may say for long that it stands while nothing comes in: what came is counted.
  async measure() {
    const { peer, before } = this;
    const now = totals(await peer.pc.getStats());
    if (peer !== this.peer) return;
    this.before = now;
    this.isFlowing = now.received > (before?.received ?? 0);
    if (this.isFlowing) this.flowed(before ?? now, now);
    else if (before?.received) this.ranDry();
  }

  flowed(before, now) {
    this.quiet = 0;
    this.path = now.path;
    this.peer.flows(true);
    if (now.frames > before.frames) this.hasPicture = true;
    if (this.handlers.isTalking) this.connected += MEASURE_EVERY_MS / 1000;
    this.tell(judge(since(before, now)));
  }

  // The path that carried it last stays on record.
  ranDry() {
    this.quiet += 1;
    this.tell("lost");
    this.peer.flows(this.quiet < QUIET_TOO_LONG || !this.handlers.isExpected);
  }

  tell(quality) {
    const { path, restarts, connected } = this;
    this.quality = quality;
    this.handlers.onMeasure({ path, quality, restarts, connected });
  }

  drop() {
    clearInterval(this.measuring);
    this.peer?.close();
    this.peer = this.instance = this.before = this.quality = null;
    this.isFlowing = this.hasPicture = false;
  }

  end() {
    this.isOver = true;
    this.drop();
  }
}
