// Choosing camera, microphone and speaker, and seeing that the microphone hears.

import { Level } from "./level.js";
import { find } from "./page.js";

const KIND_OF = { videoinput: "video", audioinput: "audio" };

export class DevicePanel {
  constructor(root, devices, speakers) {
    Object.assign(this, { root, devices, speakers });
    const meter = find("level", root);
    this.level = new Level((value) => (meter.value = value));
    root.addEventListener("change", ({ target }) => this.pick(target.dataset.pick, target.value));
  }

  pick(kind, deviceId) {
    if (KIND_OF[kind]) this.devices.choose(KIND_OF[kind], deviceId);
    else if (kind) for (const element of this.speakers) element.setSinkId(deviceId);
  }

  async refresh() {
    for (const select of this.root.querySelectorAll("[data-pick]")) await this.list(select);
    this.level.listen(this.devices.own.audio);
  }

  async list(select) {
    const devices = await this.devices.list(select.dataset.pick);
    const current = this.devices.own[KIND_OF[select.dataset.pick]]?.getSettings().deviceId;
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
