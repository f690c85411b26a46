// Perfect negotiation as the specification has it, and nothing else.

const socket = new WebSocket(`ws://${location.host}/`);
const send = (message) => socket.send(JSON.stringify(message));
const asked = navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: 320, height: 240, frameRate: 15 },
});
const remote = document.getElementById("remote");
const pc = new RTCPeerConnection();
let polite, makingOffer, ignoreOffer;

pc.onnegotiationneeded = async () => {
  makingOffer = true;
  await pc.setLocalDescription();
  send({ description: pc.localDescription });
  makingOffer = false;
};
pc.onicecandidate = ({ candidate }) => candidate && send({ candidate });
pc.ontrack = ({ track, streams }) => {
  if (track.kind !== "video") return;
  remote.srcObject = streams[0];
  remote.requestVideoFrameCallback(() => performance.mark("first-remote-frame"));
};

async function begin() {
  performance.mark("other-entered");
  const stream = await asked;
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
}

async function take({ description, candidate }) {
  if (candidate) return ignoreOffer || pc.addIceCandidate(candidate);
  ignoreOffer = !polite && description.type === "offer" && (makingOffer || pc.signalingState !== "stable");
  if (ignoreOffer) return undefined;
  await pc.setRemoteDescription(description);
  if (description.type !== "offer") return undefined;
  await pc.setLocalDescription();
  return send({ description: pc.localDescription });
}

let work = Promise.resolve();
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if ("polite" in message) {
    polite = message.polite;
    begin();
  } else {
    work = work.then(() => take(message));
  }
};
