// Choosing camera, microphone and speaker, and seeing that the microphone hears.

import { Level } from "./level.js";
import { find } from "./page.js";

const KIND_OF = { videoinput: "video", audioinput: "audio", audiooutput: "speaker" };

export class DevicePanel {
  constructor(root, devices, speakers) {
    Object.assign(this, { root, devices, speakers });
    const meter = find("level", root);
    this.level = new Level((value) => (meter.value = value));
    root.addEventListener("change", ({ target }) => {
      if (target.dataset.pick) this.pick(target.dataset.pick, target.value);
    });
    this.useSpeaker();
  }

  pick(kind, deviceId) {
    this.devices.choose(KIND_OF[kind], deviceId);
    if (kind === "audiooutput") this.useSpeaker();
  }

  // One that was chosen some other day may be gone.
  useSpeaker() {
    const { speaker } = this.devices.chosen;
    for (const element of this.speakers) if (speaker) element.setSinkId?.(speaker).catch(() => {});
  }

  async refresh() {
    for (const select of this.root.querySelectorAll("[data-pick]")) await this.list(select);
    this.level.listen(this.devices.own.audio);
  }

  async list(select) {
    const devices = await this.devices.list(select.dataset.pick);
    const kind = KIND_OF[select.dataset.pick];
    const { own, chosen } = this.devices;
    const current = own[kind]?.getSettings().deviceId ?? chosen[kind];
    const options = devices.map(({ deviceId, label }) => {
      return new Option(label || deviceId, deviceId, false, deviceId === current);
    });
    select.replaceChildren(...options);
    if (select.dataset.pick === "audiooutput") {
      const canChoose = devices.length > 0 && "setSinkId" in HTMLMediaElement.prototype;
      select.closest("[data-speaker]").hidden = !canChoose;
    }
  }
}
