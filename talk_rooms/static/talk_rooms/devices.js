// The camera and the microphone of this person: opening, choosing, muting, letting go.
// The preview shows the camera itself; what goes out are copies, silent until the talk time.

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const SMALL_PICTURE = { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 15 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const KINDS = ["audio", "video"];
const KEPT_AS = "sashitalk:devices";
const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export const problemOf = ({ name }) => PROBLEMS[name] ?? "unknown";

export function constraintsFor(kind, deviceId, saving) {
  const picture = saving ? SMALL_PICTURE : PICTURE;
  const device = deviceId && { deviceId: { exact: deviceId } };
  return { [kind]: { ...(kind === "audio" ? SOUND : picture), ...device } };
}

export class Devices {
  // onTrack(kind, outgoing copy or null) and onPreview(tracks) tell whoever sends or shows them,
  // onProblem(kind, problem) whoever wants to know why there is none.
  // What was chosen is kept in this browser for the next time.
  constructor({
    media = navigator.mediaDevices,
    permissions = globalThis.navigator?.permissions,
    storage = localStorage,
    ...rest
  }) {
    Object.assign(this, { media, permissions, storage, own: {}, outgoing: {}, off: {}, isLive: false }, rest);
    this.lost = new Set();
    this.chosen = JSON.parse(storage.getItem(KEPT_AS) ?? "{}");
    this.media?.addEventListener("devicechange", () => this.replaceLost());
  }

  // Both in one question where possible; what cannot be had is left out and told.
  async open(withVideo = true) {
    const kinds = withVideo ? KINDS : ["audio"];
    try {
      await this.take(kinds);
    } catch (error) {
      // One of the two may be what was refused: then there is still the other. Nobody is asked for
      // the camera once more.
      const isDenied = problemOf(error) === "denied";
      if (isDenied && !withVideo) return this.fail(kinds, error);
      await this.openOne("audio");
      if (!withVideo) return;
      if (!isDenied || (await this.isGranted("camera"))) await this.openOne("video");
      else this.fail(["video"], error);
    }
  }

  // False where the browser does not say.
  async isGranted(name) {
    const permission = await this.permissions?.query({ name }).catch(() => null);
    return permission?.state === "granted";
  }

  // What was chosen some other day may be gone: then the usual one will do.
  async openOne(kind) {
    try {
      await this.take([kind]);
    } catch (error) {
      if (!this.chosen[kind]) return this.fail([kind], error);
      delete this.chosen[kind];
      await this.openOne(kind);
    }
  }

  fail(kinds, error) {
    for (const kind of kinds) this.onProblem(kind, problemOf(error));
  }

  async take(kinds) {
    // A page that may not ask for devices is like one without any.
    if (!this.media) throw new DOMException("", "NotFoundError");
    const { chosen, saving } = this;
    const wanted = kinds.map((kind) => constraintsFor(kind, chosen[kind], saving));
    const stream = await this.media.getUserMedia(Object.assign({}, ...wanted));
    if (this.isStopped) return stream.getTracks().forEach((track) => track.stop());
    for (const track of stream.getTracks()) this.adopt(track);
    this.onPreview(Object.values(this.own));
  }

  adopt(track) {
    const { kind } = track;
    this.drop(kind);
    this.own[kind] = track;
    this.lost.delete(kind);
    track.onended = () => this.own[kind] === track && this.replace(kind);
    this.outgoing[kind] = track.clone();
    this.apply(kind);
    this.onTrack?.(kind, this.outgoing[kind]);
  }

  drop(kind) {
    for (const tracks of [this.own, this.outgoing]) {
      tracks[kind]?.stop();
      delete tracks[kind];
    }
  }

  // `kind` is audio, video or speaker.
  choose(kind, deviceId) {
    this.chosen[kind] = deviceId;
    this.storage.setItem(KEPT_AS, JSON.stringify(this.chosen));
    if (kind !== "speaker") return this.change(kind);
  }

  // Phones open one camera at a time, so the old one is let go first.
  async change(kind) {
    this.drop(kind);
    await this.openOne(kind);
    if (!this.own[kind] && !this.isStopped) this.letGo(kind);
  }

  // The next camera: on a phone from the front one to the back one.
  async flip() {
    const all = (await this.list("videoinput")).map(({ deviceId }) => deviceId);
    const current = all.indexOf(this.own.video?.getSettings().deviceId);
    return this.choose("video", all[(current + 1) % all.length]);
  }

  letGo(kind) {
    this.drop(kind);
    this.onTrack?.(kind, null);
    this.onPreview(Object.values(this.own));
  }

  // A camera or microphone was pulled out: the next one takes over, or nobody is left to.
  async replace(kind) {
    this.lost.add(kind);
    this.letGo(kind);
    delete this.chosen[kind];
    await this.openOne(kind);
  }

  // One that was pulled out, or was and is back.
  async replaceLost() {
    for (const kind of KINDS) {
      if (this.own[kind]?.readyState === "ended") await this.replace(kind);
      else if (this.lost.has(kind) && !this.isStopped) await this.openOne(kind);
    }
  }

  // Live from the first to the last second of the talk time, and then only what is not muted.
  setLive(isLive) {
    this.isLive = isLive;
    for (const kind of KINDS) this.apply(kind);
  }

  setOff(kind, isOff) {
    this.off[kind] = isOff;
    this.apply(kind);
  }

  // The line is too thin for a picture: it stays at home.
  setThin(isThin) {
    this.isThin = isThin;
    this.apply("video");
  }

  apply(kind) {
    if (this.outgoing[kind]) this.outgoing[kind].enabled = this.isLive && this.goesOut(kind);
    if (this.own[kind]) this.own[kind].enabled = !this.off[kind];
  }

  goesOut(kind) {
    return kind in this.own && !this.off[kind] && !(this.isThin && kind === "video");
  }

  // What the other side may expect.
  get heardAndSeen() {
    return { audio: this.goesOut("audio"), video: this.goesOut("video") };
  }

  async list(kind) {
    const devices = (await this.media?.enumerateDevices()) ?? [];
    return devices.filter((one) => one.kind === kind && one.deviceId);
  }

  stop() {
    this.isStopped = true;
    for (const kind of KINDS) this.drop(kind);
  }
}
