// The phone in the browser: sends moves, plays what the line answers, waits as a caller.
import { Player, dtmf, tone } from "./heard.js";

const find = (id) => document.getElementById(id);
const phone = find("phone"), now = find("now"), trouble = find("trouble");
const token = document.querySelector("meta[name=csrf]").content;
const player = new Player(find("caption"), phone.dataset);
// While these last, the line goes on by itself: nothing is expected of the caller.
const WAITING = ["holding", "ringing"];

let call = "", playing = "", kind = "", left = "", since = 0, shown = 0, over = true, busy = null;

async function send(url, fields) {
  const body = new URLSearchParams(fields);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRF-Token": token } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) return page.body.firstElementChild;
    trouble.textContent = page.querySelector("[data-refused]")?.textContent ?? phone.dataset.lost;
  } catch {
    trouble.textContent = phone.dataset.lost;
  }
  return null;
}

/** One move after the other: what is pressed while one is on its way comes next. */
async function move(...typed) {
  while (busy) await busy;
  if (over) return;
  const passed = Math.round((Date.now() - since) / 1000);
  if (WAITING.includes(kind) && since && passed > 0 && typed[0] !== "") typed.unshift(`wait ${passed}`);
  player.stop();
  trouble.textContent = "";
  busy = send(phone.dataset.moves, [["call", call], ...typed.map((each) => ["typed", each])]);
  const answer = await busy;
  busy = null;
  if (answer) call = answer.dataset.call;
  if (answer) await hear(answer);
  else await rest(left);
}

function focused() {
  const active = document.activeElement;
  return now.contains(active) ? active.dataset.typed ?? active.name ?? "" : null;
}

function put(answer) {
  const before = focused();
  now.replaceChildren(answer);
  if (before === null) return;
  const same = [...now.querySelectorAll("button, select")].find((each) => (each.dataset.typed ?? each.name) === before);
  (same ?? find("agents")).focus();
}

async function hear(answer) {
  put(answer);
  const { status, language } = answer.dataset;
  kind = answer.dataset.kind;
  left = answer.dataset.remaining;
  call = answer.dataset.call;
  over = answer.dataset.over === "yes";
  const items = [...now.querySelectorAll(".timeline > li")];
  const at = answer.dataset.playing === "" ? -1 : Number(answer.dataset.playing);
  const fresh = items.slice(shown).filter((li, n) => n + shown !== at && li.dataset.who === "line");
  shown = at >= 0 ? at : items.length;
  playing = at >= 0 ? items[at].dataset.who : "";
  since = 0;
  ready();
  find("words").lang = language;
  player.stop();
  const turn = player.turn;
  find("status").textContent = "";
  ahead(fresh.slice(1));
  for (const li of fresh) if (!(await player.say(li))) return;
  if (turn !== player.turn) return;
  find("status").textContent = status;
  if (over) return;
  if (kind === "recording") tone([1000], 0.4);
  if (at >= 0 && playing !== "silence") player.show(items[at]);
  await rest(left);
}

/** Fetches what is said next, so that no pause is heard between two prompts. */
function ahead(items) {
  for (const { dataset } of items) if (dataset.sound) fetch(dataset.sound).catch(() => {});
}

/** What happens if the caller does nothing: music and ringing end by themselves. */
async function rest(remaining) {
  since = Date.now();
  const waits = WAITING.includes(kind);
  player.begin(playing);
  if (remaining === "" || (!waits && !find("paced").checked)) return;
  if (await player.wait(Number(remaining))) await move("");
}

function ready() {
  if (over && phone.contains(document.activeElement)) find("caller").focus();
  for (const button of phone.querySelectorAll(".telephone button, .telephone input")) button.disabled = over;
  const passes = WAITING.includes(kind);
  const silent = find("silent");
  silent.textContent = passes ? silent.dataset.forward : silent.dataset.silent;
  silent.hidden = kind === "talking";
  find("record").hidden = kind !== "recording";
  find("setup").querySelector("button").disabled = !over;
}

find("setup").addEventListener("change", (event) => {
  if (event.target.name === "when") document.querySelector("[data-at]").hidden = event.target.value !== "at";
});
find("setup").addEventListener("submit", async (event) => {
  event.preventDefault();
  trouble.textContent = "";
  const answer = await send(event.target.action, new FormData(event.target));
  if (!answer) return;
  phone.hidden = false;
  shown = 0;
  find("caller").scrollIntoView({ block: "nearest" });
  find("words").focus();
  await hear(answer);
});
find("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = find("words").value.trim();
  find("words").value = "";
  move(words ? `say ${words}` : "");
});
for (const key of phone.querySelectorAll(".key")) {
  key.addEventListener("click", () => {
    dtmf(key.dataset.key);
    move(key.dataset.key);
  });
}
find("silent").addEventListener("click", () => move(""));
find("record").addEventListener("click", () => move("record 10"));
find("hang-up").addEventListener("click", () => move("hang up"));
now.addEventListener("click", (event) => {
  const { typed, hear: sound } = event.target.closest("button")?.dataset ?? {};
  if (typed && event.detail < 2) move(typed);
  if (sound) new Audio(sound).play().catch(() => {});
});
now.addEventListener("change", (event) => {
  if (event.target.matches(".agent select")) move(event.target.value);
});
phone.querySelector(".dialpad").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  phone.querySelector(`.key[data-key="${CSS.escape(event.key)}"]`)?.click();
});

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
if (Recognition) {
  const button = find("microphone");
  button.hidden = find("microphone-note").hidden = false;
  button.addEventListener("click", () => {
    const ear = new Recognition();
    ear.lang = { fil: "fil-PH", nb: "nb-NO", ru: "ru-RU" }[find("words").lang] ?? "en-US";
    player.stop();
    button.setAttribute("aria-pressed", "true");
    ear.onresult = (event) => move(`say ${event.results[0][0].transcript}`);
    ear.onend = ear.onerror = () => button.setAttribute("aria-pressed", "false");
    ear.start();
  });
}
