// What the room shows. Everything here is told from outside; nothing here decides.

import { countdown } from "./clock.js";
import { find, problemText } from "./page.js";

export class View {
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.remote = find("remote", root);
    this.own = find("own", root);
    this.incoming = new MediaStream();
  }

  part(name) {
    return find(name, this.root);
  }

  phase(phase) {
    this.root.dataset.phase = phase;
    document.documentElement.dataset.phase = phase;
    this.part("timer-label").textContent = this.words.timers[phase];
    for (const step of this.root.querySelectorAll("[data-step]")) {
      if (step.dataset.step === phase) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    // Neither is to be heard or seen before the talk time, whatever a window may send.
    this.remote.muted = phase !== "talk";
  }

  timer(milliseconds, phase) {
    const text = milliseconds === null ? countdown(0) : countdown(milliseconds);
    const timer = this.part("timer");
    if (timer.textContent !== text) timer.textContent = text;
    timer.classList.toggle("is-short", phase === "talk" && milliseconds <= 30_000);
  }

  announce(text) {
    this.part("announce").textContent = text;
  }

  presence(key) {
    const line = this.part("presence");
    line.textContent = this.words.presence[key] ?? "";
    line.dataset.presence = key;
  }

  // On a phone the picture may have been scrolled away.
  lookUp() {
    this.root.scrollIntoView({ block: "start" });
  }

  // The words over the picture; none when there is a picture to be seen.
  cover(text) {
    this.part("cover").hidden = !text;
    this.part("cover-text").textContent = text ?? "";
  }

  // What can be done from the cover: "again", "onward", "home".
  offer(...names) {
    for (const name of ["again", "onward", "home"]) this.part(name).hidden = !names.includes(name);
  }

  entered(isEntered) {
    this.root.toggleAttribute("data-entered", isEntered);
    this.part("join").hidden = isEntered;
    this.part("controls").hidden = !isEntered;
  }

  preview(tracks) {
    this.own.srcObject = tracks.length ? new MediaStream(tracks) : null;
    this.root.toggleAttribute("data-own-picture", tracks.some(({ kind }) => kind === "video"));
  }

  toggle(kind, isOff) {
    const button = this.root.querySelector(`[data-toggle="${kind}"]`);
    button.setAttribute("aria-pressed", String(isOff));
    if (kind === "video") this.root.toggleAttribute("data-own-off", isOff);
  }

  problem(kind, problem) {
    this.say("problem", problemText(this.words.problems, kind, problem));
  }

  quality(key) {
    this.say("quality", key && this.words.quality[key]);
    if (key) this.part("quality").dataset.quality = key;
  }

  say(part, text) {
    const line = this.part(part);
    line.hidden = !text;
    line.textContent = text ?? "";
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

  forgetIncoming() {
    this.remote.srcObject = null;
  }

  async play() {
    try {
      await this.remote.play();
      this.part("play").hidden = true;
    } catch (error) {
      this.part("play").hidden = error.name !== "NotAllowedError";
    }
  }

  noShow(isDue) {
    const help = this.part("no-show");
    if (help) help.hidden = !isDue;
  }

}
