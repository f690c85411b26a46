// Whether a call gets through from here: two connections of this page that call each other.

const PATIENCE_MS = 10_000;

export async function canConnect(ice, env = globalThis) {
  const pair = [new env.RTCPeerConnection(ice), new env.RTCPeerConnection(ice)];
  try {
    return await connect(pair, env);
  } finally {
    for (const pc of pair) pc.close();
  }
}

async function connect([caller, callee], env) {
  const isOpen = new Promise((resolve) => {
    const channel = caller.createDataChannel("test");
    channel.onopen = () => resolve(true);
    env.setTimeout(() => resolve(false), PATIENCE_MS);
  });
  for (const [one, other] of [[caller, callee], [callee, caller]]) {
    one.onicecandidate = ({ candidate }) => candidate && other.addIceCandidate(candidate);
  }
  await caller.setLocalDescription();
  await callee.setRemoteDescription(caller.localDescription);
  await callee.setLocalDescription();
  await caller.setRemoteDescription(callee.localDescription);
  return isOpen;
}
