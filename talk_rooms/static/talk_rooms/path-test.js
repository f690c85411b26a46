// How well a call gets through from here on one path: two connections of this page that call each
// other. What leaves on one side arrives on the other by the same clock, so a packet's journey
// through a relay is one round trip to it. Without a relay nothing leaves this device.

const PATIENCE_MS = 8000;
// As much as a modest picture: 1,000 bytes 25 times a second.
export const PACKETS = 60;
const EVERY_MS = 40;
const PACKET_LENGTH = 1000;
const LATE_MS = 600;
const CLOSED = { connected: false, rtt_ms: null, loss_percent: null };

export async function measurePath(ice, env = globalThis) {
  const pair = [];
  try {
    for (let one = 0; one < 2; one++) pair.push(new env.RTCPeerConnection(ice));
    const ends = await connect(pair, env);
    return ends ? await measure(ends, env) : CLOSED;
  } catch {
    return CLOSED;
  } finally {
    for (const pc of pair) pc.close();
  }
}

// Both ends of a channel that loses and overtakes as the path does, or null.
async function connect([caller, callee], env) {
  const channel = caller.createDataChannel("test", { ordered: false, maxRetransmits: 0 });
  const isOpen = new Promise((resolve) => (channel.onopen = resolve));
  const arrived = new Promise((resolve) => (callee.ondatachannel = resolve));
  for (const [one, other] of [[caller, callee], [callee, caller]]) {
    one.onicecandidate = ({ candidate }) => candidate && other.addIceCandidate(candidate);
  }
  const tooLate = new Promise((resolve) => env.setTimeout(resolve, PATIENCE_MS, null));
  await caller.setLocalDescription();
  await callee.setRemoteDescription(caller.localDescription);
  await callee.setLocalDescription();
  await caller.setRemoteDescription(callee.localDescription);
  const ends = Promise.all([arrived, isOpen]).then(([event]) => [channel, event.channel]);
  return Promise.race([ends, tooLate]);
}

function measure([near, far], env) {
  const sentAt = [];
  const journeys = new Map();
  far.onmessage = ({ data }) => {
    const number = Number(data);
    journeys.set(number, env.performance.now() - sentAt[number]);
  };
  return new Promise((resolve) => {
    const timer = env.setInterval(() => {
      const number = sentAt.push(env.performance.now()) - 1;
      // On a path that has closed meanwhile, the rest is lost.
      if (near.readyState === "open") near.send(String(number).padEnd(PACKET_LENGTH));
      if (number + 1 < PACKETS) return;
      env.clearInterval(timer);
      env.setTimeout(() => resolve(summary([...journeys.values()])), LATE_MS);
    }, EVERY_MS);
  });
}

export function summary(journeys) {
  if (!journeys.length) return CLOSED;
  const middle = journeys.sort((one, other) => one - other)[Math.floor(journeys.length / 2)];
  const lost = Math.max(0, PACKETS - journeys.length);
  return {
    connected: true,
    rtt_ms: Math.round(middle),
    loss_percent: Math.round((100 * lost) / PACKETS),
  };
}
