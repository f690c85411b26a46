// The two things to listen to on the call test page: a soft tone, and a few seconds of oneself.

// Through an element, because only elements can be sent to a chosen speaker.
export function playTone(element) {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 523 });
  const volume = new GainNode(context, { gain: 0 });
  const now = context.currentTime;
  volume.gain.setTargetAtTime(0.25, now, 0.05);
  volume.gain.setTargetAtTime(0, now + 1, 0.15);
  tone.connect(volume).connect(out);
  tone.start(now);
  tone.stop(now + 2);
  tone.onended = () => context.close();
  element.srcObject = out.stream;
  return element.play();
}

export const canRecord = () => "MediaRecorder" in globalThis;

// `onSecond` hears the seconds that are left.
export async function record(tracks, seconds, onSecond) {
  const recorder = new MediaRecorder(new MediaStream(tracks));
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const isDone = new Promise((resolve, reject) => {
    recorder.onstop = resolve;
    recorder.onerror = reject;
  });
  recorder.start();
  let left = seconds;
  onSecond(left);
  const timer = setInterval(() => {
    left -= 1;
    if (left) onSecond(left);
    else if (recorder.state === "recording") recorder.stop();
  }, 1000);
  await isDone.finally(() => clearInterval(timer));
  return new Blob(parts, { type: recorder.mimeType });
}
