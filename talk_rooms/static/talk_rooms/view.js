// What the room shows. Everything here is told from outside; nothing here decides.

import { countdown } from "./clock.js";
import { makeMovable } from "./movable.js";
import { find } from "./page.js";
import { canFill } from "./screen.js";

const SHORT_MS = 30_000;

export class View {
  constructor(root, words) {
    Object.assign(this, { root, words, incoming: new MediaStream() });
    this.remote = this.part("remote");
    this.own = this.part("own");
    for (const moment of ["resize", "loadedmetadata"]) {
      this.remote.addEventListener(moment, () => this.fit());
    }
    new ResizeObserver(() => this.fit()).observe(this.remote);
    makeMovable(this.own, this.part("stage"));
    this.show("fullscreen", canFill(root, this.remote));
    this.show("float", document.pictureInPictureEnabled);
    // A click before this line would have been lost.
    for (const button of root.querySelectorAll("[data-enter]")) button.disabled = false;
  }

  part(name) {
    return find(name, this.root);
  }

  show(name, isShown) {
    this.part(name).hidden = !isShown;
  }

  phase(phase) {
    this.root.dataset.phase = document.documentElement.dataset.phase = phase;
    this.say("timer-label", this.words.timers[phase]);
    for (const step of this.root.querySelectorAll("[data-step]")) {
      step.ariaCurrent = step.dataset.step === phase ? "step" : null;
    }
  }

  // Nothing is heard before the talk time, nor by somebody who has not come in, whatever is sent.
  hear(isOn) {
    if (this.remote.muted !== isOn) return;
    this.remote.muted = !isOn;
    if (this.remote.srcObject) this.play();
  }

  timer(left, phase) {
    this.say("timer", countdown(left));
    this.part("timer").classList.toggle("is-short", phase === "talk" && left <= SHORT_MS);
  }

  // Never hidden: a screen reader listens to an element that is there.
  announce(text) {
    this.part("announce").textContent = text;
  }

  presence(key) {
    this.say("presence", this.words.presence[key]);
    this.part("presence").dataset.presence = key;
  }

  // On a phone the picture may have been scrolled away.
  lookUp() {
    this.root.scrollIntoView({ block: "start" });
  }

  // The words over the picture; none when there is a picture to be seen.
  cover(text) {
    this.show("cover", text);
    this.say("cover-text", text);
  }

  // What can be done from the cover: "again", "onward", "home".
  offer(names) {
    for (const name of ["again", "onward", "home"]) this.show(name, names.includes(name));
  }

  // A picture fills the stage unless more than half of it would be cut away.
  fit() {
    const { videoWidth, videoHeight, clientWidth, clientHeight } = this.remote;
    const ratio = videoWidth / videoHeight / (clientWidth / clientHeight);
    this.remote.toggleAttribute("data-whole", Math.min(ratio, 1 / ratio) < 0.5);
  }

  // One's own face is looked at as in a mirror; what the back camera sees is not.
  preview(tracks) {
    const camera = tracks.find(({ kind }) => kind === "video");
    this.own.srcObject = tracks.length ? new MediaStream(tracks) : null;
    this.root.toggleAttribute("data-own-picture", Boolean(camera));
    this.own.toggleAttribute("data-back", camera?.getSettings().facingMode === "environment");
  }

  toggle(kind, isOff) {
    this.root.querySelector(`[data-toggle="${kind}"]`).ariaPressed = String(isOff);
    if (kind === "video") this.root.toggleAttribute("data-own-off", isOff);
  }

  // To the messages, which a picture on the full screen hides.
  async lookDown() {
    if (document.fullscreenElement) await document.exitFullscreen();
    this.part("messages").scrollIntoView();
  }

  quality(key) {
    this.say("quality", key && this.words.quality[key]);
    if (key) this.part("quality").dataset.quality = key;
  }

  say(part, text) {
    const line = this.part(part);
    line.hidden = !text;
    if (line.textContent !== text) line.textContent = text ?? "";
  }

  // A track of the other side; `onPicture` is called when its first frame is on the screen.
  receive(track, onPicture) {
    for (const old of this.incoming.getTracks()) {
      if (old.kind === track.kind) this.incoming.removeTrack(old);
    }
    this.incoming.addTrack(track);
    // Not earlier: a stream without tracks would hold up the page's load event for ever.
    this.remote.srcObject ??= this.incoming;
    if (track.kind === "video") this.remote.requestVideoFrameCallback?.(onPicture);
    this.play();
  }

  async play() {
    try {
      await this.remote.play();
      this.show("play", false);
    } catch (error) {
      this.show("play", error.name === "NotAllowedError");
    }
  }
}
