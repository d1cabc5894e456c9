// The page of one call: joins the player, the transcript, the evidence and the keys.

import { onFresh } from "./fresh.js";
import { openPlayer } from "./player.js";
import { Transcript } from "./transcript.js";

const STEP = 5;

const element = document.getElementById("player");
const transcript = new Transcript(document.getElementById("transcript"));
if (element) start();

async function start() {
  const player = await openPlayer(element, (time, isPlaying) => transcript.follow(time, isPlaying));
  if (!player) return;
  document.addEventListener("click", (event) => clicked(event, player));
  document.addEventListener("keydown", (event) => pressed(event, player));
  onFresh((replaced) => refreshed(replaced, player));
}

function clicked(event, player) {
  const part = event.target.closest(".play-part");
  if (part) return player.playPart(part.dataset.start / 1000, part.dataset.end / 1000);
  const turn = event.target.closest(".turn");
  if (turn && getSelection().isCollapsed) player.seek(turn.dataset.start / 1000);
}

function pressed(event, player) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, summary, a, .decisions")) return;
  if (event.key === " " && event.target.closest("button")) return;
  const act = {
    " ": () => player.toggle(),
    ArrowLeft: () => player.seek(player.time() - STEP),
    ArrowRight: () => player.seek(player.time() + STEP),
    ArrowUp: () => player.seek(transcript.before(player.time())),
    ArrowDown: () => player.seek(transcript.after(player.time())),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function refreshed(replaced, player) {
  if (replaced.includes("transcript")) transcript.reread();
  if (replaced.includes("evidence")) player.mark();
  player.lengthen();
}
