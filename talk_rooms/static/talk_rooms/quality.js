// How the line is, from what the connection itself measures.

const FAIR = { loss: 0.03, rtt: 0.3 };
const POOR = { loss: 0.1, rtt: 0.6 };

export function judge({ loss, rtt }) {
  if (loss >= POOR.loss || rtt >= POOR.rtt) return "poor";
  return loss >= FAIR.loss || rtt >= FAIR.rtt ? "fair" : "good";
}

// Totals so far: received and lost packets, decoded frames, what share of ours is lost on its way (0 to 1), and
// the path in use with its round trip in seconds.
export function totals(report) {
  const sum = { received: 0, lost: 0, frames: 0, away: 0, rtt: 0, path: "none" };
  for (const one of report.values()) {
    if (one.type === "inbound-rtp") {
      sum.received += one.packetsReceived ?? 0;
      sum.lost += Math.max(0, one.packetsLost ?? 0);
      sum.frames += one.framesDecoded ?? 0;
    } else if (one.type === "remote-inbound-rtp") {
      sum.away = Math.max(sum.away, one.fractionLost ?? 0);
    } else if (one.type === "candidate-pair" && one.nominated && one.state === "succeeded") {
      const ends = [one.localCandidateId, one.remoteCandidateId].map((id) => report.get(id));
      sum.path = ends.some((end) => end?.candidateType === "relay") ? "relay" : "direct";
      sum.rtt = one.currentRoundTripTime ?? 0;
    }
  }
  return sum;
}

export function since(before, now) {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  return { loss: Math.max(now.away, all ? lost / all : 0), rtt: now.rtt };
}
