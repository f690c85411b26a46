// What the findings of a call test mean for a talk: it needs a voice and a way.

const SLOW_MS = 400;
const LOSSY_PERCENT = 3;

export function gradeOf({ connected, rtt_ms, loss_percent }) {
  if (!connected) return "closed";
  return rtt_ms > SLOW_MS || loss_percent > LOSSY_PERCENT ? "weak" : "good";
}

// `problems` by kind of device, `isHeard` of the microphone, `hearsTone` undefined until asked;
// the reasons are the keys of the advice.
export function judge({ problems, isHeard, hearsTone, paths, mustRelay }) {
  const ways = paths.filter(({ path }) => !(mustRelay && path === "direct")).map(gradeOf);
  const hurdles = [
    problems.audio === "denied" && "denied",
    problems.audio && problems.audio !== "denied" && "no_microphone",
    !problems.audio && ways.every((grade) => grade === "closed") && "no_path",
  ].filter(Boolean);
  if (hurdles.length) return { verdict: "bad", reasons: hurdles };
  const doubts = [
    problems.video && "no_camera",
    !isHeard && "microphone_quiet",
    hearsTone === false && "not_heard",
    !ways.includes("good") && "weak_path",
  ].filter(Boolean);
  return { verdict: doubts.length ? "caution" : "ok", reasons: doubts };
}
