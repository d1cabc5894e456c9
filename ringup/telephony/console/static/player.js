// Plays a recording over its waveform: caller above, assistant below, evidence coloured.

import { minutes } from "./times.js";
import Regions from "./vendor/regions.esm.js";
import WaveSurfer from "./vendor/wavesurfer.esm.js";

const HEIGHT = 76;
const CALLER = 0;
const ASSISTANT = 1;

/** Null, with the reason shown, when the recording cannot be read. */
export async function openPlayer(element, onTime) {
  try {
    const waveform = await load(element.dataset.waveform);
    const player = new Player(element, waveform, onTime);
    await player.ready;
    return player;
  } catch (error) {
    complain(error);
    return null;
  }
}

async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

function complain(error) {
  const line = document.getElementById("player-problem");
  line.textContent = `The recording cannot be played: ${error?.message ?? error}`;
  line.hidden = false;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function channels() {
  return [
    { height: HEIGHT, waveColor: colour("caller-wave"), progressColor: colour("caller") },
    { height: HEIGHT, waveColor: colour("ours-wave"), progressColor: colour("ours") },
  ];
}

class Player {
  constructor(element, waveform, onTime) {
    this.element = element;
    this.bytes = waveform.bytes;
    this.regions = Regions.create();
    this.surfer = this.draw(waveform);
    this.ready = new Promise((resolve, reject) => {
      this.surfer.once("ready", resolve);
      this.surfer.once("error", reject);
    });
    this.ready.then(() => this.enable(onTime));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  draw(waveform) {
    return WaveSurfer.create({
      container: "#waveform",
      url: this.url(),
      ...this.sound(waveform),
      splitChannels: channels(),
      cursorColor: colour("text"),
      cursorWidth: 2,
      dragToSeek: true,
      cspNonce: this.element.dataset.nonce,
      plugins: [this.regions],
    });
  }

  url() {
    return `${this.element.dataset.recording}?until=${this.bytes}`;
  }

  sound({ caller, assistant, duration }) {
    return { peaks: [caller, assistant].map((peaks) => peaks.map((p) => p / 100)), duration };
  }

  enable(onTime) {
    const { surfer } = this;
    surfer.on("timeupdate", (time) => this.moved(time, onTime));
    surfer.on("play", () => this.label("Pause"));
    surfer.on("pause", () => this.label("Play"));
    surfer.on("error", complain);
    this.control("play").onclick = () => this.toggle();
    this.control("back").onclick = () => this.seek(this.time() - 5);
    this.control("on").onclick = () => this.seek(this.time() + 5);
    this.control("speed").onchange = (event) => surfer.setPlaybackRate(Number(event.target.value));
    this.control("zoom").oninput = (event) => surfer.zoom(Number(event.target.value));
    for (const button of this.element.querySelectorAll("button")) button.disabled = false;
    this.showLength();
    this.mark();
    this.moved(0, onTime);
  }

  control(id) {
    return document.getElementById(id);
  }

  label(text) {
    this.control("play").textContent = text;
  }

  moved(time, onTime) {
    this.control("position").textContent = minutes(time);
    onTime(time, this.isPlaying());
  }

  showLength() {
    this.control("duration").textContent = minutes(this.surfer.getDuration());
  }

  time() {
    return this.surfer.getCurrentTime();
  }

  isPlaying() {
    return this.surfer.isPlaying();
  }

  toggle() {
    this.surfer.playPause().catch(complain);
  }

  seek(time) {
    this.surfer.setTime(Math.min(Math.max(0, time), this.surfer.getDuration()));
  }

  playPart(start, end) {
    this.surfer.play(start, end).catch(complain);
  }

  /** Colour the evidence: the read-back on the assistant's channel, the answer on the caller's. */
  mark() {
    this.regions.clearRegions();
    for (const part of document.querySelectorAll(".play-part")) {
      const isAnswer = part.dataset.region === "answer";
      this.regions.addRegion({
        start: part.dataset.start / 1000,
        end: part.dataset.end / 1000,
        channelIdx: isAnswer ? CALLER : ASSISTANT,
        color: colour(isAnswer ? "answer-region" : "read-back-region"),
        drag: false,
        resize: false,
      });
    }
  }

  recolour() {
    this.surfer.setOptions({ splitChannels: channels(), cursorColor: colour("text") });
    this.mark();
  }

  /** Take in what a call that is going on has recorded since; never while it is being played. */
  async lengthen() {
    if (this.isPlaying() || this.lengthening) return;
    this.lengthening = true;
    try {
      const waveform = await load(this.element.dataset.waveform);
      if (waveform.bytes !== this.bytes && !this.isPlaying()) await this.reload(waveform);
    } catch (error) {
      complain(error);
    } finally {
      this.lengthening = false;
    }
  }

  async reload(waveform) {
    const time = this.time();
    this.bytes = waveform.bytes;
    const { peaks, duration } = this.sound(waveform);
    await this.surfer.load(this.url(), peaks, duration);
    this.seek(time);
    this.showLength();
    this.mark();
  }
}
