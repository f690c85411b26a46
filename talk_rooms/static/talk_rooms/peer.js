// One connection to one window of the other side, by the perfect-negotiation pattern. The cast's
// side opens and is the impolite one; offers that meet later are settled by that.

const KINDS = ["audio", "video"];
const PATIENCE_MS = 4000;
// Until then a first connection may be on its way.
const FIRST_PATIENCE_MS = 10_000;

export class Peer {
  // The carrier's describe(to, description) and addCandidate(to, candidate) reach the window `to`;
  // onTrack(track) gives its sound and picture, onTrouble() says that they are held up, onRestart()
  // that the other side has been asked for another path.
  constructor({ offers, ice, ...rest }) {
    Object.assign(this, { ice, early: [], senders: {}, tries: 0, stream: new MediaStream() }, rest);
    this.isPolite = !offers;
    this.work = Promise.resolve();
    this.pc = new RTCPeerConnection(ice);
    this.listen();
    if (offers) for (const kind of KINDS) this.addLine(kind);
    // Where no path was ever found, the browser itself says nothing of it.
    setTimeout(() => this.startOver(), FIRST_PATIENCE_MS);
  }

  listen() {
    const { pc } = this;
    pc.onnegotiationneeded = () => this.offer();
    pc.onicecandidate = ({ candidate }) => candidate?.candidate && this.carry(candidate);
    pc.ontrack = ({ track }) => this.onTrack(track);
    pc.oniceconnectionstatechange = () => this.watch();
  }

  // These four fields and no more.
  carry({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) {
    this.carrier.addCandidate(this.to, { candidate, sdpMid, sdpMLineIndex, usernameFragment });
  }

  // Both lines exist from the start, with or without a camera behind them: giving or taking a
  // device later needs no new negotiation. They are of one stream, so that lips and voice agree.
  addLine(kind) {
    const terms = { direction: "sendrecv", streams: [this.stream] };
    const line = this.pc.addTransceiver(this.tracks[kind] ?? kind, terms);
    this.senders[kind] = line.sender;
  }

  async offer() {
    if (this.isClosed || (this.isPolite && !this.pc.remoteDescription)) return;
    try {
      this.isOffering = true;
      await this.describe();
      if (this.isSeeking) this.onRestart();
      this.isSeeking = false;
    } catch {
      this.complain();
    } finally {
      this.isOffering = false;
    }
  }

  // Messages are taken one after the other, in the order in which they came.
  receive(message) {
    this.work = this.work.then(() => this.take(message)).catch(() => this.complain());
    return this.work;
  }

  complain() {
    if (!this.isClosed) this.onTrouble();
  }

  async take({ type, description, candidates }) {
    if (this.isClosed) return;
    if (type === "description") await this.takeDescription(description);
    else await this.takeCandidates(candidates);
  }

  async takeDescription(description) {
    const isOffer = description.type === "offer";
    const collides = isOffer && (this.isOffering || this.pc.signalingState !== "stable");
    this.ignoresOffer = !this.isPolite && collides;
    if (this.ignoresOffer) return;
    if (description.type === "answer" && this.pc.signalingState !== "have-local-offer") return;
    await this.pc.setRemoteDescription(description);
    if (isOffer) await this.answer();
    await this.takeCandidates(this.early.splice(0));
  }

  async answer() {
    for (const line of this.pc.getTransceivers()) await this.joinLine(line);
    await this.describe();
  }

  async describe() {
    await this.pc.setLocalDescription();
    this.carrier.describe(this.to, this.pc.localDescription);
  }

  async joinLine(line) {
    const { kind } = line.receiver.track;
    if (this.senders[kind]) return;
    line.direction = "sendrecv";
    this.senders[kind] = line.sender;
    line.sender.setStreams(this.stream);
    await line.sender.replaceTrack(this.tracks[kind] ?? null);
  }

  async takeCandidates(candidates) {
    if (!this.pc.remoteDescription) {
      if (!this.ignoresOffer) this.early.push(...candidates);
      return;
    }
    for (const candidate of candidates) {
      try {
        await this.pc.addIceCandidate(candidate);
      } catch {
        if (!this.ignoresOffer) this.complain();
      }
    }
  }

  async setTrack(kind, track) {
    this.tracks[kind] = track;
    await this.senders[kind]?.replaceTrack(track);
  }

  get isConnected() {
    return ["connected", "completed"].includes(this.pc.iceConnectionState);
  }

  get isWell() {
    return this.isConnected && !this.isDry;
  }

  watch() {
    if (["disconnected", "failed"].includes(this.pc.iceConnectionState)) {
      this.onTrouble();
      this.startOver();
    }
    this.rest();
  }

  // Whether media come in, whatever the connection says of itself.
  flows(isFlowing) {
    this.isDry = !isFlowing;
    if (this.isDry) this.startOver();
    this.rest();
  }

  rest() {
    if (!this.isWell) return;
    this.tries = 0;
    this.stopTrying();
  }

  stopTrying() {
    clearTimeout(this.again);
    this.again = null;
  }

  // A new path for the same call, one try at a time. The polite side leaves the other the first.
  startOver(delay = this.isPolite ? PATIENCE_MS / 2 : 0) {
    this.again ??= setTimeout(() => {
      this.again = null;
      if (this.isClosed || this.isWell) return;
      this.onTrouble();
      if (!this.repeat()) this.restart();
      this.startOver(PATIENCE_MS);
    }, delay);
  }

  // Every second try goes by the relay alone, where there is one: the network may let through
  // nothing else, without saying so.
  restart() {
    this.tries += 1;
    const isByRelay = this.tries % 2 === 0 && this.hasRelay;
    this.pc.setConfiguration({ ...this.ice, ...(isByRelay && { iceTransportPolicy: "relay" }) });
    this.isSeeking = true;
    this.pc.restartIce();
  }

  // An offer of ours that has no answer may have been lost; until it has one, nothing else goes.
  repeat() {
    const isOpen = this.pc.signalingState === "have-local-offer";
    if (isOpen) this.carrier.describe(this.to, this.pc.localDescription);
    return isOpen;
  }

  get hasRelay() {
    return this.ice.iceServers.some(({ urls }) => /(^|,)turn/.test(urls));
  }

  // After the socket was away.
  resume() {
    if (this.repeat() || this.isConnected) return;
    this.stopTrying();
    this.startOver(0);
  }

  close() {
    this.isClosed = true;
    this.stopTrying();
    this.pc.close();
  }
}
