// How loud a stream of sound is, for the rings around the button.

const FLOOR = -55; // dBFS that counts as silence
const CEILING = -12; // dBFS that fills the ring
const FALL = 0.12; // how much of a drop is followed per frame; rises are followed at once

export class Level {
  #analyser;
  #samples;
  #shown = 0;

  constructor(context, stream) {
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  /** From 0 (silence) to 1; to be asked once a frame. */
  read() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let power = 0;
    for (const sample of this.#samples) power += sample * sample;
    const decibels = 10 * Math.log10(power / this.#samples.length + 1e-12);
    const level = Math.min(1, Math.max(0, (decibels - FLOOR) / (CEILING - FLOOR)));
    this.#shown = Math.max(level, this.#shown - FALL * this.#shown - 0.002);
    if (this.#shown < 0.01) this.#shown = level;
    return this.#shown;
  }
}
