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

  // Entering again after a reload needs no click: the permission has been given. What was off stays off.
  comeBack() {
    const kept = JSON.parse(sessionStorage.getItem(this.key));
    if (kept) this.enter(kept);
  }

  remember() {
    const { saving, off } = this.devices;
    if (this.isIn) sessionStorage.setItem(this.key, JSON.stringify({ saving, off }));
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }

  // `off` says of audio and video whether it is switched off.
  async enter({ saving, off }) {
    allowSound();
    const { devices, view } = this;
    devices.saving = saving;
    this.isIn = true;
    for (const kind of Object.keys(off)) this.setOff(kind, off[kind]);
    view.root.toggleAttribute("data-entered", true);
    view.root.focus({ preventScroll: true });
    view.say("problem", null);
    this.onChange();
    await devices.open(!off.video);
    // Asked for so long that the talk time is over, or that this person has left.
    if (devices.isStopped) return;
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
    this.setOff(kind, isOff);
    this.remember();
    if (!isOff && !this.devices.own[kind]) this.devices.openOne(kind);
    this.onChange();
  }

  setOff(kind, isOff) {
    this.devices.setOff(kind, isOff);
    this.view.toggle(kind, isOff);
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
