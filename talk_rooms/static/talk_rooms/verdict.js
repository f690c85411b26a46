// What the findings of a call test mean for a talk: it needs a voice and a way.

const SLOW_MS = 400;
const LOSSY_PERCENT = 3;

// Both ends of the direct path are in this page: that it is quick says nothing of the network.
export const isWithinPage = ({ path }) => path === "direct";

export function gradeOf(result) {
  if (!result.connected) return "closed";
  const isWeak = result.rtt_ms > SLOW_MS || result.loss_percent > LOSSY_PERCENT;
  return isWeak && !isWithinPage(result) ? "weak" : "good";
}

// `problems` by kind of device, `isHeard` of the microphone, `hearsTone` undefined until asked;
// the reasons are the keys of the advice.
export function judge({ problems, isHeard, hearsTone, paths, mustRelay }) {
  const relays = paths.filter((one) => !isWithinPage(one));
  const grades = (relays.length ? relays : paths).map(gradeOf);
  const isClosed = grades.every((grade) => grade === "closed");
  const mayWork = !mustRelay && paths.some(({ connected }) => connected);
  const hurdles = [
    problems.audio === "denied" && "denied",
    problems.audio && problems.audio !== "denied" && "no_microphone",
    !problems.audio && isClosed && !mayWork && "no_path",
  ].filter(Boolean);
  if (hurdles.length) return { verdict: "bad", reasons: hurdles };
  const doubts = [
    problems.video && "no_camera",
    !isHeard && "microphone_quiet",
    hearsTone === false && "not_heard",
    isClosed && "no_relay",
    !isClosed && !grades.includes("good") && "weak_path",
  ].filter(Boolean);
  return { verdict: doubts.length ? "caution" : "ok", reasons: doubts };
}
