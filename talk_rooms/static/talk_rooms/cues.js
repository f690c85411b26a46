// The last minute of the talk time: which cue is due, and the soft sound that goes with it.

const CUES = [10, 30, 60];

// The cue that lies between the last look at the clock and this one. Whoever comes in the middle
// has not missed one: there the last look is null.
export function dueCue(before, left) {
  return CUES.find((seconds) => before > seconds * 1000 && left <= seconds * 1000);
}

let context = null;

// Browsers let a page make sounds only after a click: call this from one.
export function allowSound() {
  context ??= new AudioContext();
  context.resume();
}

export function chime(frequency = 660) {
  if (context?.state !== "running") return;
  const tone = new OscillatorNode(context, { frequency });
  const volume = new GainNode(context, { gain: 0 });
  const now = context.currentTime;
  volume.gain.setTargetAtTime(0.06, now, 0.02);
  volume.gain.setTargetAtTime(0, now + 0.12, 0.1);
  tone.connect(volume).connect(context.destination);
  tone.start(now);
  tone.stop(now + 0.8);
}
