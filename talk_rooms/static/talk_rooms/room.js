// Wires the talk room's page to its socket, its call, its people and its clock.

import { socketAt } from "../js/live.js";
import { Call } from "./call.js";
import { Clock } from "./clock.js";
import { allowSound, chime } from "./cues.js";
import { Facts } from "./facts.js";
import { Me } from "./me.js";
import { Messages } from "./messages.js";
import { tellOffice } from "./office.js";
import { find, readData } from "./page.js";
import { atAPause } from "./pause.js";
import { coverOf, isExpected, noticeOf, presenceOf, qualityOf } from "./scene.js";
import { Schedule } from "./schedule.js";
import { fill, float, keepAwake, leaveAll } from "./screen.js";
import { CLOSE, Signaling } from "./signaling.js";
import { Thrift } from "./thrift.js";
import { View } from "./view.js";

const NO_SHOW_AFTER_MS = 15_000;
// What a screen reader hears of the other side; the rest is there to be looked up.
const TOLD = ["reconnecting", "offline", "unheard", "waiting", "left", "gone"];

class Room {
  constructor(root, config, words) {
    Object.assign(this, { root, config, words, clock: new Clock(), other: {} });
    this.isCast = root.dataset.side === "cast";
    this.clock.hint(config.now);
    this.view = new View(root, words);
    this.signaling = this.makeSignaling();
    this.call = new Call({ offers: this.isCast, signaling: this.signaling, handlers: this });
    this.facts = new Facts((message) => this.signaling.mention(message));
    this.schedule = new Schedule(this.clock, config.instants, this);
    this.me = new Me(this.view, words, {
      key: `room.${config.talk}`,
      onTrack: (kind, track) => this.call.setTrack(kind, track),
      onChange: () => this.changed(),
    });
    this.thrift = new Thrift((isThin) => this.me.setThin(isThin));
    this.messages = new Messages(find("messages", root), (isNews) => this.view.show("news", isNews));
    this.listen();
  }

  makeSignaling() {
    const relayed = (message) => this.call.receive(message);
    return new Signaling({
      url: socketAt(this.config.socket),
      handlers: {
        welcome: (message) => this.welcomed(message),
        peer: ({ instance }) => this.peerCame(instance),
        phase: ({ at }) => this.schedule.look(at),
        pong: ({ t, now }) => this.clock.sample(t, now),
        state: (state) => this.peerChanged(state),
        bye: () => this.peerLeft(),
        description: relayed,
        candidates: relayed,
        message: () => this.messages.refresh(),
        lost: () => this.redraw(),
        ended: (code) => this.ended(code),
      },
    });
  }

  listen() {
    this.root.addEventListener("click", ({ target }) => this.clicked(target.closest("button, a")));
    this.root.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pagehide", () => {
      this.facts.tell();
      this.signaling.close();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  }

  start() {
    if (this.config.is_cancelled) return this.ended(CLOSE.cancelled);
    this.schedule.start();
    this.messages.scroll();
    if (!this.call.isOver) this.me.comeBack();
  }

  get phase() {
    return this.schedule.phase;
  }

  // --- the clock
  onPhase(phase, isFirst) {
    this.view.phase(phase);
    if (phase === "over") delete this.root.dataset.ended;
    if (this.root.dataset.ended) return;
    if (!isFirst) this.view.announce(this.words.announce[phase]);
    if (phase === "over") return this.finish(!isFirst);
    if (phase !== "closed" && !this.signaling.socket) this.signaling.open();
    if (phase === "wrap_up") this.cut();
    if (phase === "talk") this.beginTalk();
    this.redraw();
  }

  onTick(left, now) {
    this.view.timer(left, this.phase);
    const isLate = now > this.schedule.instants.preparation + NO_SHOW_AFTER_MS;
    if (this.isCast) this.view.show("no-show", isLate && !this.other.hasEntered);
  }

  beginTalk() {
    chime(880);
    this.me.showSettings(false);
    this.view.lookUp();
    keepAwake(true);
    if (this.call.isFlowing) this.tellMedia();
  }

  // The talk time is over: nothing goes out and nothing is shown any more.
  cut() {
    if (!this.call.isOver) chime(440);
    find("leave-dialog", this.root).close();
    this.facts.tell();
    this.call.end();
    this.me.stop();
    leaveAll(this.view.remote);
    this.view.remote.srcObject = null;
    this.view.quality(null);
    this.view.lookUp();
  }

  // A page that was opened after the end does not go on: going back must be possible.
  finish(goesOn) {
    this.stop();
    this.schedule.stop();
    this.view.offer(["onward", "home"]);
    this.messages.refresh();
    this.redraw();
    // By then the server's clock agrees. A memo is saved as it is typed; words to the office are not,
    // and whoever has sent some reads the answer and goes on by the button.
    const isHeld = () => this.hasReported || find("report-dialog").open;
    if (goesOn) atAPause(() => location.assign(this.view.part("onward").href), isHeld);
  }

  onCue(cue) {
    this.view.part("timer").dataset.cue = cue;
    if (this.root.dataset.ended) return;
    this.view.announce(this.words.cues[cue]);
    chime();
  }

  // --- the socket
  welcomed({ now, instants, ice, peer }) {
    this.clock.hint(now);
    this.schedule.instants = instants;
    this.ice = ice;
    // The server counts by seats, and this is a new one.
    this.isMediaTold = false;
    this.facts.startAnew();
    this.peerCame(peer.instance);
    // Written or read while this window was away.
    this.messages.refresh();
    if (this.call.isFlowing) this.tellMedia();
  }

  peerCame(instance) {
    const { call, other } = this;
    other.instance = instance;
    if (instance) {
      if (instance !== call.instance) {
        Object.assign(other, { state: null, hasLeft: false, hasBeenHere: true });
      }
      this.tellState();
      call.meet(instance, this.ice);
    }
    this.redraw();
  }

  peerChanged(state) {
    this.other.state = state;
    if (state.entered) performance.mark("other-entered");
    this.other.hasEntered ||= state.entered;
    this.redraw();
  }

  // On purpose, unlike a socket that is lost.
  peerLeft() {
    Object.assign(this.other, { hasLeft: true, state: null });
    this.call.drop();
    this.redraw();
  }

  get isDone() {
    return this.phase === "over" || "ended" in this.root.dataset;
  }

  tellState() {
    const { me } = this;
    this.signaling.state({ entered: me.isIn, silent: me.isSilent, ...me.devices.heardAndSeen });
  }

  // Whatever the reason, the clock goes on, and this window with it at the end.
  ended(code) {
    if (code === CLOSE.over) return this.schedule.look(this.schedule.instants.over);
    if (code === CLOSE.cancelled) this.schedule.stop();
    this.close(code, [code === CLOSE.cancelled ? "home" : "again"]);
  }

  stop() {
    this.cut();
    this.signaling.close();
  }

  // Before its time: what can be done now stands over the picture, with words for the reason.
  close(reason, offers) {
    const words = this.words.ended[reason] ?? this.words.ended.other;
    this.stop();
    this.root.dataset.ended = reason;
    this.view.presence("");
    this.view.cover(words);
    this.view.announce(words);
    this.view.offer(offers);
    this.view.part(offers[0]).focus();
  }

  // --- this person
  changed() {
    if (this.me.isIn) this.tellState();
    this.redraw();
  }

  leave() {
    this.me.forget();
    this.signaling.mention({ type: "bye" });
    this.close("left", ["home", "again"]);
  }

  // What a button does stands in its data attributes.
  get does() {
    const { me, view, root } = this;
    return {
      enter: ({ dataset }) => {
        keepAwake(true);
        const off = { audio: false, video: dataset.enter !== "video" };
        me.enter({ saving: find("saving").checked, off });
      },
      toggle: (button) => me.switch(button.dataset.toggle, button.ariaPressed !== "true"),
      dialog: ({ dataset }) => find(`${dataset.dialog}-dialog`).showModal(),
      close: (button) => button.closest("dialog").close(),
      flip: () => me.devices.flip(),
      settings: () => me.toggleSettings(),
      leave: () => (this.phase === "talk" ? find("leave-dialog").showModal() : this.leave()),
      quit: () => this.leave(),
      again: () => {
        me.remember();
        location.reload();
      },
      news: () => view.lookDown(),
      play: () => view.play(),
      float: () => float(view.remote),
      fullscreen: () => fill(root, view.remote),
    };
  }

  clicked(button) {
    allowSound();
    for (const name of Object.keys(button?.dataset ?? {})) this.does[name]?.(button);
  }

  async submitted(event) {
    const form = event.target;
    const { office } = form.dataset;
    if (!office) return;
    event.preventDefault();
    if (office === "abuse") return this.report(form);
    const { isTold, message } = await tellOffice(form);
    form.querySelector("[type=submit]").hidden = isTold;
    this.view.say(isTold ? "office-answer" : "problem", message ?? this.words.sent_failed);
  }

  // The office hears of it as long as this person is in the room. Whether or not the report gets
  // through, the call is over; what was written stays until it does.
  async report(form) {
    if (!this.isDone) this.cut();
    const { isTold, message } = await tellOffice(form);
    if (!this.isDone) this.leave();
    this.view.say("report-failed", isTold ? null : (message ?? this.words.sent_failed));
    if (!isTold) return;
    this.hasReported = this.phase === "over";
    form.closest("dialog").close();
    this.view.cover(message);
    this.view.announce(message);
    if (!this.hasReported) this.view.offer(["home"]);
  }

  // --- the call
  onTrack(track) {
    this.view.receive(track, () => this.firstFrame());
  }

  firstFrame() {
    if (this.call.isOver) return;
    performance.mark("first-remote-frame");
    this.call.hasPicture = true;
    this.tellMedia();
    this.redraw();
  }

  // What comes before the talk time is dark and silent, and a window at the door hears nothing.
  tellMedia() {
    if (!this.isTalking) return;
    if (!this.isMediaTold) this.signaling.mention({ type: "media" });
    this.isMediaTold = true;
  }

  onMeasure(measured) {
    this.facts.note(measured);
    if (this.isTalking) this.thrift.note(measured.quality);
    if (measured.quality !== "lost") this.tellMedia();
    this.redraw();
  }

  // Nothing goes out to whoever has not come in, or comes from them.
  get isTalking() {
    return this.phase === "talk" && this.me.isIn && Boolean(this.other.state?.entered);
  }

  get isExpected() {
    return isExpected(this.other);
  }

  // --- what all of that looks like
  redraw() {
    if (this.root.dataset.ended) return;
    const { phase, other, view, words, isTalking } = this;
    const { isSilent, devices } = this.me;
    const me = { ...this.call, ...this.me, isSilent, isAway: this.signaling.isAway };
    devices.setLive(isTalking);
    view.hear(isTalking);
    const presence = presenceOf(phase, me, other);
    const notice = noticeOf(phase, me, other);
    const quality = qualityOf(me, other);
    const told = TOLD.find((key) => [quality, presence, notice].includes(key));
    const said = { ...words.quality, ...words.presence, ...words.notices };
    if (told && told !== this.told) view.announce(said[told]);
    this.told = told;
    view.presence(presence);
    view.cover(words.cover[coverOf(phase, me, other)]);
    view.say("notice", words.notices[notice]);
    view.quality(quality);
  }
}

new Room(find("room"), readData("room-config"), readData("room-words")).start();
