// What the room says of itself: from where both people are to the keys of its words.

// `me`: isIn, isSilent, isThin, isAway (without the socket); hasPicture, isFlowing and quality (of
// what comes from the other side). `other`: instance, state, hasBeenHere, hasLeft.
export function presenceOf(phase, me, other) {
  if (phase === "over") return "over";
  if (other.hasLeft) return "left";
  // A socket that is away says nothing of the call.
  if (!other.instance && !me.isFlowing) return other.hasBeenHere ? "gone" : "absent";
  if (phase === "wrap_up") return "still_here";
  if (!other.state?.entered) return "arriving";
  return phase === "talk" && me.isIn && (me.hasPicture || me.isFlowing) ? "present" : "waiting";
}

// Null where the other side's picture is to be seen.
export function coverOf(phase, me, other) {
  if (phase !== "talk") return me.isIn || !["lobby", "preparation"].includes(phase) ? phase : "join";
  if (!me.isIn) return "join_now";
  const presence = presenceOf(phase, me, other);
  if (["left", "gone", "absent", "arriving"].includes(presence)) return `talk_${presence}`;
  const { video, audio, silent } = other.state;
  if (!video && !audio) return silent ? "talk_unheard" : "talk_muted";
  if (!video) return "talk_no_camera";
  return me.hasPicture ? null : "talk_waiting";
}

// One line over the picture: what is wrong on this side before what is wrong on the other.
export function noticeOf(phase, me, other) {
  if (me.isSilent) return "silent";
  if (phase !== "talk" || !me.isIn) return null;
  if (me.isThin) return "thin";
  if (!other.state?.entered || other.state.audio) return null;
  return other.state.silent ? "unheard" : "muted";
}

// Whether the other side has anything to send.
export function isExpected({ instance, state }) {
  return Boolean(instance && (state?.audio || state?.video));
}

// How the line is, for somebody who has come in; a socket that is away matters to everybody.
export function qualityOf(me, other) {
  const isLost = me.quality === "lost";
  if (me.isIn && isLost && isExpected(other)) return "reconnecting";
  if (me.isAway) return "offline";
  return me.isIn && !isLost ? me.quality : null;
}
