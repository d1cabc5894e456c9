// One call: the microphone, the connection, and the marks that say what was really played.

import { Level } from "./level.js";
import { Playout } from "./playout.js";

const OFFER = new URL("../offer", import.meta.url);
const GATHERING_MS = 2000;
const LOST_MS = 6000;

/** Why a call could not be made; `kind` is "refused", "busy" or "failed". */
export class CallError extends Error {
  constructor(kind, message, hint = "") {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }
}

export class Call {
  #context = new AudioContext();
  #peer = new RTCPeerConnection();
  #channel = this.#peer.createDataChannel("ringup");
  #over = false;
  #lost = 0;
  #onEnd;
  #microphone = null;
  #caller = null;
  #assistant = null;
  #playout = null;

  /** `voice` is the audio element that plays the assistant. `onEnd` is called once, with "ended" or
   * "lost", unless `hangUp` came first. */
  constructor(voice, onEnd) {
    this.#onEnd = onEnd;
    this.#channel.onmessage = (event) => this.#received(JSON.parse(event.data));
    this.#channel.onclose = () => this.#end("ended");
    this.#peer.onconnectionstatechange = () => this.#changed();
    this.#peer.ontrack = ({ track, receiver }) => {
      const stream = new MediaStream([track]);
      voice.srcObject = stream;
      this.#assistant = new Level(this.#context, stream);
      this.#playout = new Playout(receiver, this.#context);
    };
  }

  /** Resolves once both sides can be heard. Throws CallError. */
  async connect() {
    const opened = new Promise((resolve) => (this.#channel.onopen = resolve));
    await this.#context.resume();
    await this.#peer.setRemoteDescription(await this.#exchange(await this.#offer()));
    const late = new Promise((_, reject) => setTimeout(reject, 3 * LOST_MS, unreachable()));
    await Promise.race([opened, late]);
  }

  /** Ask for the microphone; to be awaited before `connect`. Throws CallError. */
  async listen() {
    this.#microphone = await microphone();
    if (this.#over) return;
    this.#caller = new Level(this.#context, this.#microphone);
    const [track] = this.#microphone.getAudioTracks();
    track.onended = () => this.#end("lost");
    this.#peer.addTrack(track, this.#microphone);
  }

  /** How loud each side is now, 0 to 1. */
  levels() {
    return { caller: this.#caller?.read() ?? 0, assistant: this.#assistant?.read() ?? 0 };
  }

  hangUp() {
    this.#over = true;
    this.#close();
  }

  async #offer() {
    await this.#peer.setLocalDescription();
    await gathered(this.#peer);
    return this.#peer.localDescription;
  }

  async #exchange(offer) {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ type: offer.type, sdp: offer.sdp });
    const response = await fetch(OFFER, { method: "POST", headers, body }).catch(() => null);
    if (response === null) throw unreachable();
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const sentence = answer.problem ?? answer.detail ?? "The shop could not take the call.";
    throw new CallError(response.status === 503 ? "busy" : "failed", sentence);
  }

  async #received(message) {
    if (message.event !== "mark") return;
    const delay = await this.#playout.delay();
    setTimeout(() => this.#heard(message.mark.name), delay);
  }

  #heard(name) {
    if (this.#channel.readyState !== "open") return;
    this.#channel.send(JSON.stringify({ type: "mark", event: "mark", name }));
  }

  #changed() {
    clearTimeout(this.#lost);
    const state = this.#peer.connectionState;
    if (state === "failed") this.#end("lost");
    if (state === "disconnected") this.#lost = setTimeout(() => this.#end("lost"), LOST_MS);
  }

  #end(reason) {
    if (this.#over) return;
    this.hangUp();
    this.#onEnd(reason);
  }

  #close() {
    clearTimeout(this.#lost);
    for (const track of this.#microphone?.getTracks() ?? []) track.stop();
    this.#peer.close();
    if (this.#context.state !== "closed") this.#context.close();
  }
}

async function microphone() {
  if (!navigator.mediaDevices) {
    const hint = "Browsers give it only to HTTPS pages and to this machine: open http://localhost.";
    throw new CallError("refused", "The microphone is out of reach here.", hint);
  }
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    throw refused(error.name);
  }
}

function refused(name) {
  const again = "then press Talk.";
  if (name === "NotAllowedError" || name === "SecurityError") {
    const hint = `Allow it for this page beside the browser's address, ${again}`;
    return new CallError("refused", "The microphone is blocked.", hint);
  }
  if (name === "NotFoundError") {
    return new CallError("refused", "No microphone was found.", `Plug one in, ${again}`);
  }
  const hint = `Close other programs that use it, ${again}`;
  return new CallError("refused", "The microphone could not be used.", hint);
}

function unreachable() {
  const hint = "See that Ringup is running, then press Talk.";
  return new CallError("failed", "The shop could not be reached.", hint);
}

function gathered(peer) {
  return new Promise((resolve) => {
    const look = () => peer.iceGatheringState === "complete" && resolve();
    peer.addEventListener("icegatheringstatechange", look);
    setTimeout(resolve, GATHERING_MS);
    look();
  });
}
