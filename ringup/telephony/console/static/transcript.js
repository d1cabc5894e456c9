// The transcript beside the player: which turn is being heard, and scrolling to it.

const LEFT_ALONE_FOR = 4000; // milliseconds after the operator scrolled by hand, while it plays

export class Transcript {
  constructor(box) {
    this.box = box;
    this.current = null;
    this.scrolledAt = -Infinity;
    for (const kind of ["wheel", "touchmove"]) {
      box.addEventListener(kind, () => (this.scrolledAt = performance.now()), { passive: true });
    }
    this.reread();
  }

  reread() {
    this.turns = [...this.box.querySelectorAll(".turn")].map((item) => ({
      item,
      start: item.dataset.start / 1000,
      end: item.dataset.end / 1000,
    }));
    this.current = null;
  }

  /** Mark the turn that is heard at `time`: the one that began last, where two talk at once. It is
   * scrolled to, unless the operator is reading elsewhere meanwhile. */
  follow(time, isPlaying) {
    const heard = this.turns.filter((turn) => turn.start <= time && time < turn.end).at(-1) ?? null;
    if (heard === this.current) return;
    this.current?.item.removeAttribute("aria-current");
    this.current = heard;
    if (!heard) return;
    heard.item.setAttribute("aria-current", "true");
    const isReading = performance.now() - this.scrolledAt < LEFT_ALONE_FOR;
    if (!isPlaying || !isReading) this.show(heard.item);
  }

  show(item) {
    const box = this.box.getBoundingClientRect();
    const line = item.getBoundingClientRect();
    if (line.top < box.top) this.box.scrollTop += line.top - box.top;
    if (line.bottom > box.bottom) this.box.scrollTop += line.bottom - box.bottom + 8;
  }

  before(time) {
    return this.turns.filter((turn) => turn.start < time - 1).at(-1)?.start ?? 0;
  }

  after(time) {
    return this.turns.find((turn) => turn.start > time + 0.05)?.start ?? time;
  }
}
