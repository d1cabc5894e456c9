// How long sound that has just arrived takes until it leaves the loudspeaker.

const PACKET_MS = 60; // the packet being filled and the one being decoded
const UNKNOWN_MS = 120; // where the browser does not tell how long it buffers
const MOST_MS = 600;

export class Playout {
  #receiver;
  #context;
  #before = { delay: 0, emitted: 0 };

  constructor(receiver, context) {
    this.#receiver = receiver;
    this.#context = context;
  }

  /** Milliseconds, from the browser's own account of its jitter buffer and its sound device. */
  async delay() {
    const buffered = (await this.#buffered()) ?? UNKNOWN_MS;
    const device = 1000 * (this.#context.outputLatency || this.#context.baseLatency || 0);
    return Math.min(MOST_MS, PACKET_MS + buffered + device);
  }

  async #buffered() {
    for (const report of (await this.#receiver.getStats()).values()) {
      if (report.type !== "inbound-rtp" || !report.jitterBufferEmittedCount) continue;
      const now = { delay: report.jitterBufferDelay, emitted: report.jitterBufferEmittedCount };
      const { delay, emitted } = this.#before;
      this.#before = now;
      return now.emitted > emitted
        ? (1000 * (now.delay - delay)) / (now.emitted - emitted)
        : (1000 * now.delay) / now.emitted;
    }
    return null;
  }
}
