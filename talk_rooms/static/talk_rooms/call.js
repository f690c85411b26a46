// The connection to whoever sits on the other side: made anew for a new window, kept for the same
// one, ended with the talk time.

import { Peer } from "./peer.js";
import { judge, since, totals } from "./quality.js";

const QUALITY_EVERY_MS = 2000;

export class Call {
  // Handlers: onTrack(track), onChange(state), onQuality(word).
  constructor({ offers, signaling, handlers }) {
    Object.assign(this, { offers, signaling, handlers });
    this.tracks = {};
  }

  // `instance` is the window on the other side, null while nobody is there.
  meet(instance, ice) {
    if (this.isOver || !instance) return;
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
      carrier: {
        describe: (description) => this.signaling.describe(instance, description),
        addCandidate: (candidate) => this.signaling.addCandidate(instance, candidate),
      },
      onTrack: this.handlers.onTrack,
      onChange: (state, error) => this.changed(state, error),
    });
    document.dispatchEvent(new CustomEvent("sashitalk:peer", { detail: this.peer.pc }));
    this.measuring = setInterval(() => this.measure(), QUALITY_EVERY_MS);
  }

  changed(state, error) {
    if (error) console.warn("connection:", error);
    this.handlers.onChange(state);
  }

  receive(message) {
    if (message.from === this.instance) this.peer?.receive(message);
  }

  setTrack(kind, track) {
    this.tracks[kind] = track;
    this.peer?.setTrack(kind, track);
  }

  async measure() {
    if (!this.peer.isConnected) return;
    const now = totals(await this.peer.pc.getStats());
    if (this.before) this.handlers.onQuality(judge(since(this.before, now)));
    this.before = now;
  }

  drop() {
    clearInterval(this.measuring);
    this.peer?.close();
    this.peer = this.instance = this.before = null;
  }

  end() {
    this.isOver = true;
    this.drop();
  }
}
