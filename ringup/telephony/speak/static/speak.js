// The page: one button, and words that say how the call stands.

import { Call, CallError } from "./call.js";

const IN_CALL = new Set(["asking", "connecting", "listening", "speaking"]);
const SPEAKING = 0.12; // the assistant's level that counts as speech
const PAUSE_MS = 500; // a pause this long ends its turn

const WORDS = {
  idle: ["", "Press the button and say what you need, such as “I'd like my usual coffee”."],
  asking: ["Waiting for the microphone…", "Your browser asks whether this page may listen."],
  connecting: ["Connecting…", ""],
  listening: ["You are connected.", "You can interrupt at any time."],
  ended: ["The call has ended.", "Press Talk to start another."],
  lost: ["The line was lost.", "Press Talk to call again. Nothing is ordered without your yes."],
  busy: ["", "Nothing was ordered."],
  refused: ["", ""],
  failed: ["", "Press Talk to try again."],
};
const TURNS = { listening: "Listening", speaking: "Speaking" };

const names = ["talk", "label", "turn", "status", "hint", "voice"];
const [button, label, turn, status, hint, voice] = names.map((name) => document.getElementById(name));
const stage = document.querySelector(".stage");

let call = null;
let spokeAt = 0;

function show(state, sentence, advice) {
  document.body.dataset.state = state;
  document.body.toggleAttribute("data-in-call", IN_CALL.has(state));
  label.textContent = IN_CALL.has(state) ? "Hang up" : "Talk";
  turn.textContent = TURNS[state] ?? "";
  if (state === "speaking") return;
  const [usual, usualAdvice] = WORDS[state];
  say(status, sentence ?? usual);
  say(hint, advice || usualAdvice);
}

/** A text that stays the same is left alone, so that a screen reader does not say it again. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

async function start() {
  const mine = new Call(voice, (reason) => finish(mine, reason));
  call = mine;
  try {
    show("asking");
    await mine.listen();
    if (call !== mine) return mine.hangUp();
    show("connecting");
    await mine.connect();
    if (call !== mine) return;
    show("listening");
    requestAnimationFrame(() => follow(mine));
  } catch (error) {
    if (call !== mine) return; // hung up meanwhile: what failed is of no interest any more
    const known = error instanceof CallError;
    if (known) finish(mine, error.kind, error.message, error.hint);
    else finish(mine, "failed", "Something went wrong on this page.");
    if (!known) throw error;
  }
}

function finish(ended, state, sentence, advice) {
  ended.hangUp();
  if (call !== ended) return;
  call = null;
  show(state, sentence, advice);
}

function follow(mine) {
  if (call !== mine) return;
  const { caller, assistant } = mine.levels();
  stage.style.setProperty("--caller-level", caller.toFixed(3));
  stage.style.setProperty("--assistant-level", assistant.toFixed(3));
  const now = performance.now();
  if (assistant > SPEAKING) spokeAt = now;
  const state = now - spokeAt < PAUSE_MS ? "speaking" : "listening";
  if (document.body.dataset.state !== state) show(state);
  requestAnimationFrame(() => follow(mine));
}

button.addEventListener("click", () => (call ? finish(call, "ended") : start()));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && call) finish(call, "ended");
});
window.addEventListener("pagehide", () => call && finish(call, "ended"));

show("idle");
