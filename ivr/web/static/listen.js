// Plays a call that is over, from its beginning or from a stretch that is clicked.
import { Player, dtmf } from "./heard.js";

const find = (id) => document.getElementById(id);
const recorded = find("recorded"), button = find("play");
const player = new Player(find("caption"), recorded.dataset);
const items = [...recorded.querySelectorAll(".timeline > li")];
const READING = 1.6, SHORTENED = 3; // seconds

let plays = false;

function turn(on) {
  plays = on;
  button.textContent = on ? button.dataset.stop : button.dataset.play;
}

async function listen(from = 0) {
  player.stop();
  turn(true);
  for (const li of items.slice(from)) {
    if (li.hidden) continue;
    if (!(await stretch(li))) return;
  }
  player.stop();
  turn(false);
}

async function stretch(li) {
  const { who, seconds, keys } = li.dataset;
  if (who === "line") return player.say(li);
  player.show(li);
  if (keys) [...keys].forEach((key, n) => setTimeout(() => dtmf(key), n * 220));
  const whole = Number(seconds);
  if (!whole) return player.wait(READING);
  player.begin(who);
  const goesOn = await player.wait(find("quick").checked ? Math.min(whole, SHORTENED) : whole);
  if (goesOn) player.end();
  return goesOn;
}

button.addEventListener("click", () => {
  if (!plays) return void listen();
  player.stop();
  turn(false);
});
