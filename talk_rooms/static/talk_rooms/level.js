// How loud a microphone is, from 0 to 1, a few times a second.

export class Level {
  constructor(show) {
    this.show = show;
  }

  listen(track) {
    this.stop();
    if (!track || !globalThis.AudioContext) return;
    this.context = new AudioContext();
    const analyser = new AnalyserNode(this.context, { fftSize: 512 });
    this.context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      this.show(loudness(wave));
    }, 100);
  }

  stop() {
    clearInterval(this.timer);
    this.context?.close();
    this.context = null;
    this.show(0);
  }
}

// Decibels, as ears have it: -60 dB is nothing, -10 dB is full.
export function loudness(wave) {
  const mean = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
  const decibels = 10 * Math.log10(mean || 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 50));
}
