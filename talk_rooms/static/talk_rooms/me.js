// This person in the room: coming in, camera and microphone, what of them goes out.

import { allowSound } from "./cues.js";
import { Devices } from "./devices.js";
import { problemText } from "./page.js";
import { DevicePanel } from "./panel.js";

export class Me {
  // onTrack(kind, track) is what goes out; onChange() tells that something about it is different.
  constructor(view, words, { key, onTrack, onChange }) {
    Object.assign(this, { view, words, key, onChange, isIn: false });
    this.devices = new Devices({
      onTrack,
      onPreview: (tracks) => this.previewChanged(tracks),
      onProblem: (kind, problem) => view.say("problem", problemText(words.problems, kind, problem)),
    });
    this.panel = new DevicePanel(view.part("devices"), this.devices, [view.remote]);
  }

  // Entering again after a reload needs no click: the permission has been given.
  comeBack() {
    const choice = JSON.parse(sessionStorage.getItem(this.key));
    return choice ? this.enter(choice) : undefined;
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
    await devices.open({ audio: true, video: choice.video });
    if (!choice.video) this.switch("video", true);
    this.remember();
    this.isAsked = true;
    if (view.root.dataset.phase !== "talk") await this.showSettings(true);
    view.lookUp();
    view.part("flip").hidden = (await devices.list("videoinput")).length < 2;
    this.onChange();
  }

  // Nobody hears this person, who should know.
  get isSilent() {
    return this.isAsked && !this.devices.isStopped && !this.devices.has.audio;
  }

  get isThin() {
    return this.devices.isThin;
  }

  setThin(isThin) {
    this.devices.setThin(isThin);
    this.view.announce(isThin ? this.words.notices.thin : this.words.notices.whole);
    this.onChange();
  }

  previewChanged(tracks) {
    this.view.preview(tracks);
    if (!this.view.part("devices").hidden) this.panel.refresh();
    this.onChange();
  }

  switch(kind, isOff) {
    this.devices.setOff(kind, isOff);
    this.view.toggle(kind, isOff);
    if (!isOff && !this.devices.has[kind]) this.devices.openOne(kind);
    this.onChange();
  }

  async showSettings(isShown) {
    this.view.settings(isShown);
    if (isShown) await this.panel.refresh();
  }

  toggleSettings() {
    const panel = this.view.part("devices");
    if (document.fullscreenElement) document.exitFullscreen();
    this.showSettings(panel.hidden);
    panel.scrollIntoView({ block: "nearest" });
  }

  stop() {
    this.devices.stop();
    this.panel.level.stop();
    this.view.preview([]);
    this.showSettings(false);
  }
}
