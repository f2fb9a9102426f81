// The player: a prompt as on the telephone or wide-band, with its wave.

import { ask, element, sound as load, soundAt, words } from "./wire.js";

const player = document.getElementById("player");
const audio = document.getElementById("sound");
const wave = document.getElementById("wave");
let hash = "";

export function begin() {
  document.addEventListener("click", event => {
    const asked = event.target.closest("[data-hear]");
    if (asked) hear(asked);
  });
  for (const choice of player.querySelectorAll("[name=band]")) {
    choice.checked = choice.value === (localStorage.getItem("ivr-band") || "");
    choice.addEventListener("change", () => {
      localStorage.setItem("ivr-band", choice.value);
      play();
    });
  }
  document.getElementById("silence").addEventListener("click", () => {
    audio.pause();
    player.hidden = true;
  });
}

async function hear(button) {
  const { hear: text, language } = button.dataset;
  if (!button.dataset.sound) {
    button.setAttribute("aria-busy", "true");
    const { status, body } = await ask("/hear", { text, language }).catch(() => ({ status: 0 }));
    button.removeAttribute("aria-busy");
    if (status !== 200) return button.replaceWith(element("span", { class: "notice" }, words.no_sound));
    button.dataset.sound = body.sound;
  }
  hash = button.dataset.sound;
  const playing = document.getElementById("playing");
  playing.textContent = text;
  playing.lang = language;
  player.hidden = false;
  play();
}

async function play() {
  if (!hash) return;
  const band = player.querySelector("[name=band]:checked").value;
  audio.src = soundAt(hash, band);
  audio.play().catch(() => {});
  draw(await load(hash, band));
}

async function draw(bytes) {
  const decoded = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  const samples = decoded.getChannelData(0), pen = wave.getContext("2d");
  const { width, height } = wave, step = samples.length / width;
  const peaks = Array.from({ length: width }, (_, x) =>
    samples.slice(x * step, (x + 1) * step).reduce((most, each) => Math.max(most, Math.abs(each)), 0));
  const most = Math.max(...peaks) || 1;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = getComputedStyle(player).getPropertyValue("--wave");
  peaks.forEach((peak, x) => {
    const tall = Math.max(1, peak / most * height);
    pen.fillRect(x, (height - tall) / 2, 1, tall);
  });
}
