// Two peer connections that keep the rules of the real one as far as negotiation goes: states,
// rollback, refusals out of order. They carry nothing.

let serial = 0;

globalThis.MediaStream = class {};

class FakeTransceiver {
  constructor(kind, track, direction) {
    this.receiver = { track: { kind, id: `remote-${kind}` } };
    this.direction = direction;
    this.sender = {
      track,
      setStreams: (...streams) => {
        this.streams = streams;
      },
      replaceTrack: async (replacement) => {
        this.sender.track = replacement;
      },
    };
  }
}

export class FakeConnection {
  static all = [];

  constructor(configuration) {
    this.configuration = configuration;
    this.signalingState = "stable";
    this.iceConnectionState = "new";
    this.localDescription = null;
    this.remoteDescription = null;
    this.lines = [];
    this.candidates = [];
    this.restarts = 0;
    FakeConnection.all.push(this);
  }

  addTransceiver(trackOrKind, { direction, streams }) {
    const isKind = typeof trackOrKind === "string";
    const kind = isKind ? trackOrKind : trackOrKind.kind;
    const line = new FakeTransceiver(kind, isKind ? null : trackOrKind, direction);
    line.streams = streams;
    this.lines.push(line);
    this.needNegotiation();
    return line;
  }

  needNegotiation() {
    this.isNeeded = true;
    queueMicrotask(() => {
      if (!this.isNeeded || this.signalingState !== "stable") return;
      this.isNeeded = false;
      this.onnegotiationneeded?.();
    });
  }

  setConfiguration(configuration) {
    this.configuration = configuration;
  }

  restartIce() {
    this.restarts += 1;
    this.needNegotiation();
  }

  getTransceivers() {
    return this.lines;
  }

  async setLocalDescription() {
    await null;
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.isNeeded = false;
    this.signalingState = type === "answer" ? "stable" : "have-local-offer";
    this.localDescription = { type, sdp: `${type}-${++serial}`, kinds: this.kinds };
  }

  get kinds() {
    return this.lines.map(({ receiver }) => receiver.track.kind);
  }

  async setRemoteDescription(description) {
    await null;
    const { type } = description;
    if (type === "answer" && this.signalingState !== "have-local-offer") {
      throw new Error(`answer in ${this.signalingState}`);
    }
    // An offer in the middle of our own rolls ours back.
    this.signalingState = type === "answer" ? "stable" : "have-remote-offer";
    this.remoteDescription = description;
    if (type === "offer") this.makeLines();
    this.lines.forEach(({ receiver }) => this.ontrack?.(receiver));
  }

  makeLines() {
    if (this.lines.length) return;
    for (const kind of ["audio", "video"]) this.lines.push(new FakeTransceiver(kind, null, "recvonly"));
  }

  async addIceCandidate(candidate) {
    if (!this.remoteDescription) throw new Error("candidate before description");
    if (candidate.candidate === "broken") throw new Error("broken candidate");
    this.candidates.push(candidate.candidate);
  }

  become(state) {
    this.iceConnectionState = state;
    this.oniceconnectionstatechange?.();
  }

  gather(line) {
    const fields = { candidate: line, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "u" };
    this.onicecandidate({ candidate: { ...fields, toJSON: () => ({ ...fields, more: 1 }) } });
  }

  close() {
    this.signalingState = "closed";
  }
}
