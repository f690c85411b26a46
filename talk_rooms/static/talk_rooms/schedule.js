// Takes the room from phase to phase at the very instants, and counts down between them.

import { nextChange, phaseAt } from "./clock.js";
import { dueCue } from "./cues.js";

const TICK_MS = 200;

export class Schedule {
  // Handlers: onPhase(phase, isFirst), onTick(left or null, now), onCue(seconds).
  constructor(clock, instants, handlers) {
    Object.assign(this, { clock, instants, handlers });
  }

  start() {
    this.ticking = setInterval(() => this.look(), TICK_MS);
    this.look();
  }

  stop() {
    clearInterval(this.ticking);
    this.ticking = null;
  }

  // `told` is an instant the server says has come: true even if our clock is a little behind.
  look(told) {
    if (!this.ticking) return;
    const now = this.clock.now(told);
    const phase = phaseAt(this.instants, now);
    if (phase !== this.phase) this.turn(phase);
    const change = nextChange(this.instants, now);
    const left = change && change - now;
    this.handlers.onTick(left, now);
    if (change) this.goOn(left);
  }

  turn(phase) {
    const isFirst = this.phase === undefined;
    this.phase = phase;
    this.left = null;
    performance.mark(`phase:${phase}`);
    this.handlers.onPhase(phase, isFirst);
  }

  // The ticks are for the eye; the change itself has a timer of its own.
  goOn(left) {
    if (left <= 2 * TICK_MS) setTimeout(() => this.look(), left);
    const cue = this.phase === "talk" && dueCue(this.left, left);
    this.left = left;
    if (cue) this.handlers.onCue(cue);
  }
}
