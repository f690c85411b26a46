// The call test page: camera, microphone, speaker and connection, with a verdict in plain words.

import { allowSound, chime } from "./cues.js";
import { Devices } from "./devices.js";
import { find, problemText, readData } from "./page.js";
import { DevicePanel } from "./panel.js";
import { canConnect } from "./path-test.js";

const HEARD = 0.15;
const LISTENING_MS = 5000;

class CallTest {
  constructor(root, config, words) {
    Object.assign(this, { root, config, words, isOk: {} });
    this.devices = new Devices({
      onPreview: (tracks) => this.preview(tracks),
      onProblem: (kind, problem) => this.problem(kind, problem),
    });
    this.panel = new DevicePanel(find("devices", root), this.devices, [find("speaker-out", root)]);
    find("start", root).addEventListener("click", () => this.start());
    find("tone", root).addEventListener("click", () => {
      allowSound();
      chime(523);
    });
    addEventListener("pagehide", () => this.devices.stop());
  }

  async start() {
    allowSound();
    find("start-cover", this.root).hidden = true;
    this.show("direct", null, this.words.checking);
    const { video } = await this.devices.open();
    if (video) this.show("camera", true, this.words.camera_ok);
    find("devices", this.root).hidden = false;
    await this.panel.refresh();
    await Promise.all([this.listen(), this.tryPaths()]);
    this.judge();
  }

  preview(tracks) {
    find("preview", this.root).srcObject = new MediaStream(tracks);
    if (!find("devices", this.root).hidden) this.panel.refresh();
  }

  problem(kind, problem) {
    const item = kind === "video" ? "camera" : "microphone";
    this.show(item, false, problemText(this.words.problems, kind, problem));
  }

  // Waits for the microphone to hear something, and says so when it does not.
  listen() {
    if (!this.devices.has.audio) return undefined;
    const meter = find("level", this.root);
    return new Promise((resolve) => {
      const until = performance.now() + LISTENING_MS;
      const timer = setInterval(() => {
        const isHeard = meter.value > HEARD;
        if (!isHeard && performance.now() < until) return;
        clearInterval(timer);
        this.show("microphone", isHeard, this.words[isHeard ? "microphone_ok" : "microphone_quiet"]);
        resolve();
      }, 100);
    });
  }

  async tryPaths() {
    await this.tryPath("direct", { iceServers: this.config.ice?.iceServers ?? [] });
    if (this.config.checks_relay) {
      this.show("relay", null, this.words.checking);
      await this.tryPath("relay", { ...this.config.ice, iceTransportPolicy: "relay" });
    }
  }

  async tryPath(item, ice) {
    const isOk = await canConnect(ice);
    this.show(item, isOk, this.words[`${item}_${isOk ? "ok" : "bad"}`]);
  }

  show(item, isOk, text) {
    if (isOk !== null) this.isOk[item] = isOk;
    const card = this.root.querySelector(`[data-item="${item}"]`);
    card.dataset.state = isOk === null ? "running" : isOk ? "ok" : "bad";
    find("result", card).textContent = text;
  }

  // What a talk needs is a voice and a way; a relay makes up for a direct way that is closed.
  judge() {
    const { camera, microphone, direct, relay } = this.isOk;
    const gets = this.config.checks_relay ? relay : direct;
    const verdict = !microphone || !gets ? "bad" : camera ? "ok" : "no_camera";
    const banner = find("verdict", this.root);
    banner.hidden = false;
    banner.className = `banner banner--${{ ok: "ok", no_camera: "warning", bad: "danger" }[verdict]}`;
    banner.textContent = this.words[`verdict_${verdict}`];
    banner.scrollIntoView({ block: "nearest" });
  }
}

new CallTest(find("call-test"), readData("call-test-config"), readData("call-test-words"));
