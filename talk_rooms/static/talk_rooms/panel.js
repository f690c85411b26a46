// Choosing camera, microphone and speaker, and seeing that the microphone hears.

import { find } from "./page.js";

export class DevicePanel {
  constructor(root, devices, speakers) {
    Object.assign(this, { root, devices, speakers });
    this.level = new Level(find("level", root));
    root.addEventListener("change", ({ target }) => this.pick(target));
    this.useSpeaker();
  }

  pick({ dataset, value }) {
    this.devices.choose(dataset.kind, value);
    this.useSpeaker();
  }

  // One that was chosen some other day may be gone.
  useSpeaker() {
    const { speaker } = this.devices.chosen;
    for (const element of this.speakers) if (speaker) element.setSinkId?.(speaker).catch(() => {});
  }

  // Nobody looks at the level of a panel that is hidden.
  async refresh() {
    for (const select of this.root.querySelectorAll("[data-pick]")) await this.list(select);
    this.level.listen(!this.root.hidden && this.devices.own.audio);
  }

  async list(select) {
    const { pick, kind } = select.dataset;
    const found = await this.devices.list(pick);
    const { own, chosen } = this.devices;
    const current = own[kind]?.getSettings().deviceId ?? chosen[kind];
    const optionOf = ({ deviceId, label }) =>
      new Option(label || deviceId, deviceId, false, deviceId === current);
    select.replaceChildren(...found.map(optionOf));
    const canChoose = found.length > 0 && this.speakers[0].setSinkId;
    if (kind === "speaker") find("speaker", this.root).hidden = !canChoose;
  }
}

// How loud a microphone is, shown on a meter from 0 to 1 a few times a second.
class Level {
  constructor(meter) {
    this.meter = meter;
  }

  listen(track) {
    this.stop();
    if (!track) return;
    this.context = new AudioContext();
    const analyser = new AnalyserNode(this.context, { fftSize: 512 });
    this.context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      this.meter.value = loudness(wave);
    }, 100);
  }

  stop() {
    clearInterval(this.timer);
    this.context?.close();
    this.context = null;
    this.meter.value = 0;
  }
}

// Decibels, as ears have it: -60 dB is nothing, -10 dB is full. A meter keeps to its own ends.
function loudness(wave) {
  const mean = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
  const decibels = 10 * Math.log10(mean || 1e-12);
  return (decibels + 60) / 50;
}
