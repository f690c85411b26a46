// The camera and the microphone of this person: opening, choosing, muting, letting go.
// The preview shows the camera itself; what goes out are copies, silent until the talk time.

const PICTURE = {
  standard: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  saving: { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 15 } },
};
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export function problemOf(error) {
  return PROBLEMS[error?.name] ?? "unknown";
}

export function constraintsFor(kind, { deviceId, saving } = {}) {
  const device = deviceId ? { deviceId: { ideal: deviceId } } : {};
  if (kind === "audio") return { audio: { ...SOUND, ...device } };
  return { video: { ...(saving ? PICTURE.saving : PICTURE.standard), ...device } };
}

export class Devices {
  // onTrack(kind, outgoing copy or null) and onPreview(stream) tell whoever shows or sends them.
  constructor({ media = navigator.mediaDevices, onTrack, onPreview, onProblem } = {}) {
    Object.assign(this, { media, onTrack, onPreview, onProblem });
    this.own = {};
    this.outgoing = {};
    this.chosen = {};
    this.off = { audio: false, video: false };
    this.isLive = false;
    this.media?.addEventListener?.("devicechange", () => this.replaceLost());
  }

  // Both in one question where possible; what cannot be had is left out and told.
  async open({ audio = true, video = true } = {}) {
    const kinds = [audio && "audio", video && "video"].filter(Boolean);
    if (!this.media?.getUserMedia) return this.fail(kinds, { name: "NotFoundError" });
    try {
      await this.take(kinds);
    } catch (error) {
      if (problemOf(error) === "denied" || kinds.length === 1) return this.fail(kinds, error);
      for (const kind of kinds) await this.openOne(kind);
    }
    return this.has;
  }

  async openOne(kind) {
    try {
      await this.take([kind]);
    } catch (error) {
      this.fail([kind], error);
    }
  }

  fail(kinds, error) {
    for (const kind of kinds) this.onProblem?.(kind, problemOf(error));
    return this.has;
  }

  get has() {
    return { audio: Boolean(this.own.audio), video: Boolean(this.own.video) };
  }

  async take(kinds) {
    const wanted = kinds.map((kind) => constraintsFor(kind, this.wish(kind)));
    const stream = await this.media.getUserMedia(Object.assign({}, ...wanted));
    if (this.isStopped) return stream.getTracks().forEach((track) => track.stop());
    for (const track of stream.getTracks()) this.adopt(track);
    this.onPreview?.(Object.values(this.own));
  }

  wish(kind) {
    return { deviceId: this.chosen[kind], saving: this.saving };
  }

  adopt(track) {
    const { kind } = track;
    this.drop(kind);
    this.own[kind] = track;
    track.onended = () => this.own[kind] === track && this.replace(kind);
    this.outgoing[kind] = track.clone();
    this.apply(kind);
    this.onTrack?.(kind, this.outgoing[kind]);
  }

  drop(kind) {
    for (const place of [this.own, this.outgoing]) {
      if (place[kind]) place[kind].onended = null;
      place[kind]?.stop();
      delete place[kind];
    }
  }

  async choose(kind, deviceId) {
    this.chosen[kind] = deviceId;
    await this.openOne(kind);
  }

  // A camera or microphone was pulled out: the next one takes over, or nobody is left to.
  async replace(kind) {
    this.drop(kind);
    delete this.chosen[kind];
    this.onTrack?.(kind, null);
    this.onPreview?.(Object.values(this.own));
    await this.openOne(kind);
  }

  async replaceLost() {
    for (const kind of Object.keys(this.own)) {
      if (this.own[kind].readyState === "ended") await this.replace(kind);
    }
  }

  // Live from the first to the last second of the talk time, and then only what is not muted.
  setLive(isLive) {
    this.isLive = isLive;
    for (const kind of ["audio", "video"]) this.apply(kind);
  }

  setOff(kind, isOff) {
    this.off[kind] = isOff;
    this.apply(kind);
  }

  apply(kind) {
    if (this.outgoing[kind]) this.outgoing[kind].enabled = this.isLive && !this.off[kind];
    if (this.own[kind]) this.own[kind].enabled = !this.off[kind];
  }

  // What the other side may expect.
  get heardAndSeen() {
    const usable = (kind) => Boolean(this.own[kind]) && !this.off[kind];
    return { audio: usable("audio"), video: usable("video") };
  }

  async list(kind) {
    const devices = (await this.media?.enumerateDevices?.()) ?? [];
    return devices.filter((one) => one.kind === kind && one.deviceId);
  }

  stop() {
    this.isStopped = true;
    for (const kind of ["audio", "video"]) this.drop(kind);
  }
}
