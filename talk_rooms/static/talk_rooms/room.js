// Wires the talk room's page to its socket, its call, its devices and its clock.

import { Call } from "./call.js";
import { Clock, nextChange, phaseAt } from "./clock.js";
import { allowSound, chime, dueCue } from "./cues.js";
import { Devices } from "./devices.js";
import { Messages } from "./messages.js";
import { find, readData } from "./page.js";
import { DevicePanel } from "./panel.js";
import { CLOSE, Signaling, newInstance } from "./signaling.js";
import { View } from "./view.js";

const TICK_MS = 100;
const NO_SHOW_AFTER_MS = 15_000;
const GO_ON_AFTER_MS = 3000;
const BEFORE_THE_CUT = ["closed", "lobby", "preparation", "talk"];

class Room {
  constructor(root, config, words) {
    Object.assign(this, { root, config, words, instants: config.instants });
    this.clock = new Clock();
    this.clock.hint(config.now);
    this.view = new View(root, words);
    this.devices = new Devices({
      onTrack: (kind, track) => this.call.setTrack(kind, track),
      onPreview: (tracks) => this.previewChanged(tracks),
      onProblem: (kind, problem) => this.view.problem(kind, problem),
    });
    this.panel = new DevicePanel(find("devices", root), this.devices, [this.view.remote]);
    this.messages = new Messages(find("messages", root), () =>
      this.view.say("problem", words.sent_failed),
    );
    this.signaling = this.makeSignaling();
    this.call = new Call({
      offers: root.dataset.side === "cast",
      signaling: this.signaling,
      handlers: {
        onTrack: (track) => this.trackCame(track),
        onChange: (state) => this.connectionChanged(state),
        onQuality: (word) => this.view.quality(word),
      },
    });
    this.peer = { instance: null, state: null, hasBeenHere: false };
    this.listen();
  }

  makeSignaling() {
    const relayed = (message) => this.call.receive(message);
    return new Signaling({
      url: this.config.socket,
      instance: newInstance(),
      handlers: {
        welcome: (message) => this.welcomed(message),
        peer: ({ instance }) => this.peerCame(instance),
        phase: ({ at }) => this.tick(at),
        pong: ({ t, now }) => this.clock.sample(t, now),
        state: (state) => this.peerChanged(state),
        description: relayed,
        candidates: relayed,
        message: () => this.messages.refresh(),
        lost: () => this.view.quality("offline"),
        ended: (code) => this.ended(code),
      },
    });
  }

  listen() {
    this.root.addEventListener("click", ({ target }) => this.clicked(target.closest("button")));
    find("leave-dialog", this.root).addEventListener("close", ({ target }) => {
      if (target.returnValue === "yes") this.leave();
    });
    // A click before this line would have been lost.
    for (const button of this.root.querySelectorAll("[data-enter]")) button.disabled = false;
    addEventListener("pagehide", () => this.signaling.close());
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  }

  start() {
    if (this.config.is_cancelled) return this.ended(CLOSE.cancelled);
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.tick();
    this.messages.scroll();
    const { remembered } = this;
    return remembered && this.isBeforeTheCut ? this.enter(remembered) : undefined;
  }

  get isBeforeTheCut() {
    return BEFORE_THE_CUT.includes(this.phase);
  }

  // --- the clock
  // `told` is an instant the server says has come: true even if our clock is a little behind.
  tick(told = -Infinity) {
    const now = Math.max(this.clock.now(), told);
    const phase = phaseAt(this.instants, now);
    if (phase !== this.phase) this.turn(phase);
    const change = nextChange(this.instants, now);
    this.view.timer(change && change - now, phase);
    if (phase === "talk") this.remind(change - now);
    this.view.noShow(this.isNoShow(now));
  }

  turn(phase) {
    const isFirst = this.phase === undefined;
    this.phase = phase;
    this.view.phase(phase);
    if (!isFirst) this.view.announce(this.words.announce[phase]);
    if (phase === "closed") return this.redraw();
    if (phase === "over") return this.finish({ goesOn: !isFirst });
    if (!this.signaling.socket) this.signaling.open();
    this.devices.setLive(phase === "talk");
    if (phase === "wrap_up") this.cut();
    if (phase === "talk") this.beginTalk();
    return this.redraw();
  }

  beginTalk() {
    chime(880);
    this.showSettings(false);
    this.view.lookUp();
    navigator.wakeLock?.request("screen").catch(() => {});
  }

  // The talk time is over: nothing goes out and nothing is shown any more.
  cut() {
    this.call.end();
    this.devices.stop();
    this.panel.level.stop();
    this.view.preview([]);
    this.view.forgetIncoming();
    this.view.quality(null);
    this.view.part("controls").hidden = true;
    this.showSettings(false);
    this.view.part("join").hidden = true;
    this.view.lookUp();
    chime(440);
  }

  // `goesOn` is false for a page that was opened after the end: going back must be possible.
  finish({ goesOn }) {
    this.cut();
    clearInterval(this.ticking);
    this.signaling.close();
    this.remembered = null;
    this.redraw();
    this.view.offer("onward", "home");
    this.messages.refresh();
    // Time to read that it is over; and by then the server's clock agrees.
    if (goesOn && this.root.dataset.side === "cast") setTimeout(() => this.goOn(), GO_ON_AFTER_MS);
  }

  goOn() {
    if (document.activeElement?.matches("textarea")) return;
    location.assign(find("onward", this.root).href);
  }

  remind(left) {
    const cue = dueCue(this.left ?? left, left);
    this.left = left;
    if (cue === null) return;
    this.view.announce(this.words.cues[cue]);
    chime();
  }

  isNoShow(now) {
    const isDue = now > this.instants.preparation + NO_SHOW_AFTER_MS;
    return isDue && !this.peer.instance && this.phase !== "over";
  }

  // --- the socket
  welcomed({ now, instants, ice, peer }) {
    this.clock.hint(now);
    this.instants = instants;
    this.ice = ice;
    this.view.quality(null);
    this.peerCame(peer.instance);
    this.tellState();
    // The server counts by seats, and this is a new one.
    this.isMediaTold = false;
    if (this.hasMedia) this.mediaCame();
  }

  peerCame(instance) {
    if (instance !== this.peer.instance) this.peer.state = null;
    this.peer.instance = instance;
    this.peer.hasBeenHere ||= Boolean(instance);
    if (instance) {
      if (instance !== this.call.instance) this.hasPicture = this.hasMedia = false;
      this.tellState();
      this.call.meet(instance, this.ice);
    }
    this.redraw();
  }

  peerChanged(state) {
    this.peer.state = state;
    this.redraw();
    this.startStopwatch();
  }

  tellState() {
    this.signaling.state({ entered: Boolean(this.isEntered), ...this.devices.heardAndSeen });
  }

  ended(code) {
    this.cut();
    clearInterval(this.ticking);
    if (code === CLOSE.over) return this.turn("over");
    this.root.dataset.ended = code;
    this.view.cover(this.words.ended[code] ?? this.words.ended.other);
    return this.view.offer(code === CLOSE.cancelled ? "home" : "again");
  }

  // --- this person
  async enter(choice) {
    allowSound();
    this.devices.saving = choice.saving;
    this.isEntered = true;
    this.tellState();
    this.view.entered(true);
    this.view.say("problem", null);
    await this.devices.open({ audio: true, video: choice.video });
    this.isAsked = true;
    if (!choice.video) this.switch("video", true);
    this.remembered = choice;
    if (this.phase !== "talk") await this.showSettings(true);
    this.view.lookUp();
    this.tellState();
    this.redraw();
  }

  previewChanged(tracks) {
    this.view.preview(tracks);
    if (!find("devices", this.root).hidden) this.panel.refresh();
    if (this.isEntered) this.tellState();
  }

  switch(kind, isOff) {
    this.devices.setOff(kind, isOff);
    this.view.toggle(kind, isOff);
    if (!isOff && !this.devices.has[kind]) this.devices.openOne(kind);
    this.tellState();
  }

  leave() {
    this.remembered = null;
    this.isEntered = false;
    this.signaling.close();
    this.cut();
    clearInterval(this.ticking);
    this.root.dataset.ended = "left";
    this.view.cover(this.words.cover.left);
    this.view.offer("again", "home");
  }

  clicked(button) {
    if (!button) return;
    const { enter, toggle } = button.dataset;
    if (enter) this.enter({ video: enter === "video", saving: find("saving", this.root).checked });
    if (toggle) this.switch(toggle, button.getAttribute("aria-pressed") !== "true");
    if ("settings" in button.dataset) this.toggleSettings();
    if ("leave" in button.dataset) this.askToLeave();
    if ("again" in button.dataset) location.reload();
    if ("play" in button.dataset) this.view.play();
    if ("fullscreen" in button.dataset) this.toggleFullscreen();
  }

  async showSettings(isShown) {
    find("settings", this.root).setAttribute("aria-expanded", String(isShown));
    find("devices", this.root).hidden = !isShown;
    if (isShown) await this.panel.refresh();
  }

  toggleSettings() {
    const panel = find("devices", this.root);
    this.showSettings(panel.hidden);
    panel.scrollIntoView({ block: "nearest" });
  }

  askToLeave() {
    if (this.phase === "talk") find("leave-dialog", this.root).showModal();
    else this.leave();
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.();
  }

  // Entering again after a reload needs no click: the permission has been given.
  get remembered() {
    return JSON.parse(sessionStorage.getItem(`room.${this.config.talk}`) ?? "null");
  }

  set remembered(choice) {
    const key = `room.${this.config.talk}`;
    if (choice) sessionStorage.setItem(key, JSON.stringify(choice));
    else sessionStorage.removeItem(key);
  }

  // --- the call
  // From the moment when both are there and the other one has come in.
  startStopwatch() {
    if (this.peer.state?.entered) this.readyAt ??= performance.mark("other-entered").startTime;
  }

  trackCame(track) {
    if (track.kind === "audio") track.onunmute = () => this.mediaCame();
    this.view.receive(track, () => this.firstFrame());
  }

  firstFrame() {
    if (!this.isBeforeTheCut) return;
    this.hasPicture = true;
    this.mediaCame();
    if (this.readyAt && !("firstFrameMs" in this.root.dataset)) {
      const { startTime } = performance.mark("first-remote-frame");
      this.root.dataset.firstFrameMs = Math.round(startTime - this.readyAt);
    }
    this.redraw();
  }

  mediaCame() {
    if (!this.peer.instance) return;
    this.hasMedia = true;
    if (this.isMediaTold) return;
    this.isMediaTold = true;
    this.signaling.send({ type: "media" });
    this.redraw();
  }

  connectionChanged(state) {
    this.root.dataset.connection = state;
    const isLost = ["disconnected", "failed"].includes(state);
    this.view.quality(isLost ? "reconnecting" : "good");
    this.redraw();
  }

  // --- what all of that looks like
  redraw() {
    if (this.root.dataset.ended) return;
    this.view.presence(this.presence);
    this.view.cover(this.coverText);
    const { state } = this.peer;
    const isMuted = this.phase === "talk" && state?.entered && !state.audio;
    const isSilent = this.isEntered && this.isBeforeTheCut && this.isAsked && !this.devices.has.audio;
    const { silent, muted } = this.words.peer_state;
    this.view.say("notice", (isSilent && silent) || (isMuted && muted));
  }

  get presence() {
    const { instance, state, hasBeenHere } = this.peer;
    if (this.phase === "over") return "over";
    if (instance && this.phase === "wrap_up") return "still_here";
    if (!instance) return hasBeenHere ? "gone" : "absent";
    if (!state?.entered) return "arriving";
    return this.hasPicture && this.phase === "talk" ? "present" : "waiting";
  }

  get coverText() {
    const { cover } = this.words;
    if (!this.isEntered && ["lobby", "preparation"].includes(this.phase)) return cover.join;
    if (this.phase !== "talk") return cover[this.phase];
    if (!this.isEntered) return cover.join_now;
    if (!this.peer.state?.entered) return cover.talk_waiting;
    if (!this.peer.state.video) return cover.talk_no_camera;
    return this.hasPicture ? null : cover.talk_waiting;
  }
}

new Room(find("room"), readData("room-config"), readData("room-words")).start();
