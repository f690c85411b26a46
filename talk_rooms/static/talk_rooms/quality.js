// How the line is, from what the connection itself measures.

const FAIR = { loss: 0.03, rtt: 0.3 };
const POOR = { loss: 0.1, rtt: 0.6 };

export function judge({ loss, rtt }) {
  if (loss >= POOR.loss || rtt >= POOR.rtt) return "poor";
  return loss >= FAIR.loss || rtt >= FAIR.rtt ? "fair" : "good";
}

// Totals so far: received and lost packets, and the round trip of the path in use, in seconds.
export function totals(report) {
  const sum = { received: 0, lost: 0, rtt: 0 };
  for (const one of report.values()) {
    if (one.type === "inbound-rtp") {
      sum.received += one.packetsReceived ?? 0;
      sum.lost += Math.max(0, one.packetsLost ?? 0);
    } else if (one.type === "candidate-pair" && one.nominated) {
      sum.rtt = one.currentRoundTripTime ?? sum.rtt;
    }
  }
  return sum;
}

export function since(before, now) {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  return { loss: all ? lost / all : 0, rtt: now.rtt };
}
