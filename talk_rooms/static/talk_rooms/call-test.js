// The call test page: camera, microphone, speaker and every path, with a verdict in plain words.

import { canRecord, playTone, record } from "./call-test-media.js";
import { Devices } from "./devices.js";
import { find, readData } from "./page.js";
import { DevicePanel } from "./panel.js";
import { measurePath } from "./path-test.js";
import { gradeOf, isWithinPage, judge } from "./verdict.js";

const HEARD = 0.15;
const LISTENING_MS = 5000;
const RECORDED_SECONDS = 5;
const STATES = { good: "ok", weak: "weak", closed: "bad" };
const TONES = { ok: "ok", caution: "warning", bad: "danger" };

class CallTest {
  constructor(root, words) {
    Object.assign(this, { root, words, problems: {}, paths: [] });
    this.devices = new Devices({
      onPreview: (tracks) => this.preview(tracks),
      onProblem: (kind, problem) => this.problem(kind, problem),
    });
    const speakers = [this.part("speaker-out"), this.part("playback")];
    this.panel = new DevicePanel(this.part("devices"), this.devices, speakers);
    this.onClick("start", () => this.start());
    this.onClick("again", () => this.start());
    this.onClick("tone", () => this.tone());
    this.onClick("heard-it", () => this.hears(true));
    this.onClick("heard-nothing", () => this.hears(false));
    this.onClick("record", () => this.record());
    this.part("start").disabled = false;
    addEventListener("pagehide", () => this.devices.stop());
    // Back from the browser's memory it would still hold the devices that were let go.
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  }

  part(name) {
    return find(name, this.root);
  }

  onClick(name, action) {
    this.part(name).addEventListener("click", action);
  }

  async start() {
    if (this.isRunning) return;
    this.isRunning = true;
    this.part("start-cover").hidden = true;
    this.say(this.words.checking);
    await this.openDevices();
    const [isTried] = await Promise.all([this.tryPaths(), this.listen()]);
    this.isRunning = false;
    if (!isTried) return this.askAgain();
    await this.conclude();
    // Whoever is choosing a device meanwhile is not torn away from it.
    if (document.activeElement === document.body) this.part("verdict").focus();
  }

  async openDevices() {
    this.problems = {};
    await this.devices.open();
    if (this.devices.own.video) this.show("camera", "ok", this.words.camera_ok);
    this.part("devices").hidden = !this.hasDevices;
    this.part("start-cover").hidden = this.hasDevices;
    await this.panel.refresh();
    this.part("record").disabled = !canRecord() || !this.hasDevices;
    if (!canRecord()) this.show("recording", "weak", this.words.no_recorder);
  }

  get hasDevices() {
    return Object.keys(this.devices.own).length > 0;
  }

  preview(tracks) {
    this.part("preview").srcObject = new MediaStream(tracks);
    for (const { kind } of tracks) delete this.problems[kind];
    this.panel.refresh();
  }

  problem(kind, problem) {
    this.problems[kind] = problem;
    const item = kind === "video" ? "camera" : "microphone";
    this.show(item, "bad", this.words.problems[kind][problem]);
  }

  // Waits for the microphone to hear something, and says so when it does not.
  listen() {
    if (!this.devices.own.audio) return undefined;
    this.show("microphone", "running", this.words.listening);
    const meter = this.part("level");
    return new Promise((resolve) => {
      const until = performance.now() + LISTENING_MS;
      const timer = setInterval(() => {
        this.isHeard = meter.value > HEARD;
        if (!this.isHeard && performance.now() < until) return;
        clearInterval(timer);
        const [state, text] = this.isHeard ? ["ok", "microphone_ok"] : ["weak", "microphone_quiet"];
        this.show("microphone", state, this.words[text]);
        resolve();
      }, 100);
    });
  }

  // All at once: each takes little, and one that is closed keeps nobody waiting. Says whether they
  // could be tried, which is not whether they are open.
  async tryPaths() {
    if (!this.hasDevices) {
      this.paths = [];
      this.showPaths("", this.words.not_checked);
      return true;
    }
    this.showPaths("running", this.words.checking);
    const fresh = await this.freshPaths();
    if (!fresh) return false;
    this.mustRelay = fresh.mustRelay;
    const tries = fresh.paths.map(async ({ path, ice }, number) => {
      const result = { path, ...(await measurePath(ice)) };
      this.show(`path-${number}`, STATES[gradeOf(result)], this.pathText(result));
      return result;
    });
    this.paths = await Promise.all(tries);
    return true;
  }

  // Anew for each run, for the relays turn away whoever comes with those of an old page. Somebody
  // who has signed in or out meanwhile has others than this page shows.
  async freshPaths() {
    const answer = fetch(this.root.dataset.url).then((response) => response.json());
    const fresh = await answer.catch(() => null);
    return fresh?.paths.length === this.shownPaths.length ? fresh : null;
  }

  get shownPaths() {
    return this.root.querySelectorAll("[data-path]");
  }

  showPaths(state, text) {
    for (const { dataset } of this.shownPaths) this.show(dataset.item, state, text);
  }

  // No verdict: it would be kept, and say of the connection what nobody has found.
  askAgain() {
    this.showPaths("weak", this.words.no_paths);
    this.say(this.words.no_paths);
    this.part("start-cover").hidden = false;
  }

  pathText(result) {
    const words = this.words.path;
    const values = { rtt: result.rtt_ms, loss: result.loss_percent };
    const isOpenWithin = result.connected && isWithinPage(result);
    return isOpenWithin ? words.direct : fill(words[gradeOf(result)], values);
  }

  async tone() {
    await playTone(this.part("speaker-out"));
    this.part("heard").hidden = false;
  }

  async hears(hearsTone) {
    this.hearsTone = hearsTone;
    const { speaker_ok, advice } = this.words;
    const text = hearsTone ? speaker_ok : advice.not_heard.join("");
    this.show("speaker", hearsTone ? "ok" : "weak", text);
    if (!this.part("verdict").hidden && !this.isRunning) await this.conclude();
  }

  async record() {
    if (this.isRecording) return;
    this.isRecording = true;
    const playback = this.part("playback");
    try {
      const tracks = Object.values(this.devices.own);
      const taken = await record(tracks, RECORDED_SECONDS, (seconds) =>
        this.show("recording", "running", fill(this.words.recording, { seconds })),
      );
      URL.revokeObjectURL(playback.src);
      playback.src = URL.createObjectURL(taken);
      playback.hidden = false;
      this.show("recording", "ok", this.words.recorded);
      this.say(this.words.recorded);
    } catch {
      this.show("recording", "weak", this.words.record_failed);
    }
    this.isRecording = false;
  }

  show(item, state, text) {
    const card = this.root.querySelector(`[data-item="${item}"]`);
    card.dataset.state = state;
    find("result", card).textContent = text;
  }

  say(text) {
    this.part("announce").textContent = text;
  }

  async conclude() {
    const { problems, isHeard, hearsTone, paths, mustRelay, words } = this;
    const { verdict, reasons } = judge({ problems, isHeard, hearsTone, paths, mustRelay });
    const banner = this.part("verdict");
    banner.hidden = false;
    banner.className = `banner banner--${TONES[verdict]}`;
    this.part("verdict-title").textContent = words.verdict[verdict];
    const lines = reasons.flatMap((reason) => words.advice[reason]);
    this.part("advice").replaceChildren(...lines.map(lineOf));
    this.part("office").hidden = verdict === "ok";
    this.say(words.verdict[verdict]);
    await this.save(verdict);
  }

  // Only people who have signed in have a form to send.
  async save(verdict) {
    const form = document.querySelector("[data-result-form]");
    if (!form) return;
    const body = new FormData(form);
    body.set("verdict", verdict);
    body.set("paths", JSON.stringify(this.paths));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const kept = answer?.ok ? await answer.json() : null;
    const saved = this.part("saved");
    saved.hidden = false;
    saved.textContent = kept ? fill(this.words.saved, kept) : this.words.not_saved;
  }
}

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

function lineOf(text) {
  return Object.assign(document.createElement("li"), { textContent: text });
}

new CallTest(find("call-test"), readData("call-test-words"));
