// This person in the room: coming in, camera and microphone, what of them goes out.

import { allowSound } from "./cues.js";
import { Devices } from "./devices.js";
import { DevicePanel } from "./panel.js";

export class Me {
  // onTrack(kind, track) is what goes out; onChange() tells that something about it is different.
  constructor(view, words, { key, onTrack, onChange }) {
    Object.assign(this, { view, words, key, onChange, isIn: false });
    this.devices = new Devices({
      onTrack,
      onPreview: (tracks) => this.previewChanged(tracks),
      onProblem: (kind, problem) => this.failed(kind, problem),
    });
    this.panel = new DevicePanel(view.part("devices"), this.devices, [view.remote]);
  }

  // Entering again after a reload needs no click: the permission has been given.
  comeBack() {
    const choice = JSON.parse(sessionStorage.getItem(this.key));
    if (choice) this.enter(choice);
  }

  remember() {
    if (this.choice) sessionStorage.setItem(this.key, JSON.stringify(this.choice));
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }

  async enter(choice) {
    allowSound();
    const { devices, view } = this;
    this.choice = choice;
    devices.saving = choice.saving;
    this.isIn = true;
    view.root.toggleAttribute("data-entered", true);
    view.root.focus({ preventScroll: true });
    view.say("problem", null);
    this.onChange();
    await devices.open(choice.video);
    // Asked for so long that the talk time is over, or that this person has left.
    if (devices.isStopped) return;
    if (!choice.video) this.switch("video", true);
    this.remember();
    this.isAsked = true;
    if (view.root.dataset.phase !== "talk") await this.showSettings(true);
    view.lookUp();
    view.show("flip", (await devices.list("videoinput")).length > 1);
    this.onChange();
  }

  // Nobody hears this person, who should know.
  get isSilent() {
    return this.isAsked && !this.devices.isStopped && !this.devices.own.audio;
  }

  setThin(isThin) {
    this.isThin = isThin;
    this.devices.setThin(isThin);
    this.view.announce(this.words.notices[isThin ? "thin" : "whole"]);
    this.onChange();
  }

  failed(kind, problem) {
    this.missing = kind;
    this.view.say("problem", this.words.problems[kind][problem]);
  }

  previewChanged(tracks) {
    this.view.preview(tracks);
    if (tracks.some(({ kind }) => kind === this.missing)) this.view.say("problem", null);
    this.panel.refresh();
    this.onChange();
  }

  switch(kind, isOff) {
    this.devices.setOff(kind, isOff);
    this.view.toggle(kind, isOff);
    if (!isOff && !this.devices.own[kind]) this.devices.openOne(kind);
    this.onChange();
  }

  showSettings(isShown) {
    this.view.show("devices", isShown);
    this.view.part("settings").ariaExpanded = String(isShown);
    return this.panel.refresh();
  }

  toggleSettings() {
    const { root } = this.panel;
    if (document.fullscreenElement) document.exitFullscreen();
    this.showSettings(root.hidden);
    root.scrollIntoView({ block: "nearest" });
  }

  stop() {
    this.devices.stop();
    this.view.preview([]);
    this.showSettings(false);
  }
}
