// The studio: record or choose a file, trim, listen, have it judged, use it.
import { decibels, draw, joined, wav } from "./take.js";

const LONGEST = 60; // seconds
const LOOKS_EVERY = 3000; // milliseconds, for a recording by telephone
const studio = document.getElementById("studio");
const part = (id) => document.getElementById(id);
const token = document.querySelector('meta[name="csrf"]').content;

let sound = null; // the AudioContext, made when the owner first acts
let recording = null; // the pieces of a recording that goes on
let take = null; // { samples, rate } to be trimmed
let file = null; // a file that this browser cannot decode is sent as it is

function context() {
  sound ??= new AudioContext();
  return sound;
}

function trouble(words) {
  part("trouble").textContent = words;
  part("trouble").hidden = !words;
}

async function begin() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch {
    trouble(studio.dataset.noMicrophone);
    return;
  }
  trouble("");
  const ear = context();
  await ear.resume();
  await ear.audioWorklet.addModule(studio.dataset.recorder);
  const source = ear.createMediaStreamSource(stream);
  const microphone = new AudioWorkletNode(ear, "microphone");
  recording = { pieces: [], count: 0, stop: () => { source.disconnect(); stream.getTracks().forEach((track) => track.stop()); } };
  microphone.port.onmessage = ({ data }) => hear(data);
  source.connect(microphone).connect(ear.destination); // it is silent there
  studio.classList.add("recording");
}

function hear(piece) {
  if (!recording) return;
  recording.pieces.push(piece);
  recording.count += piece.length;
  const seconds = recording.count / context().sampleRate;
  part("clock").textContent = `${seconds.toFixed(1)} s`;
  if (recording.pieces.length % 8 === 0) part("level").value = decibels(joined(recording.pieces.slice(-8)));
  if (seconds >= LONGEST) finish();
}

function finish() {
  recording.stop();
  const samples = joined(recording.pieces);
  recording = null;
  studio.classList.remove("recording");
  show({ samples, rate: context().sampleRate }, null);
}

function show(found, chosen) {
  [take, file] = [found, chosen];
  part("begin").value = 0;
  part("end").value = 1000;
  part("take").hidden = false;
  part("wave").hidden = !take;
  document.querySelector(".trim").hidden = !take;
  part("listen").hidden = !take;
  redraw();
  judge();
}

function ends() {
  const [begin_, end] = [part("begin").value / 1000, part("end").value / 1000];
  return [Math.min(begin_, end), Math.max(begin_, end)];
}

function redraw() {
  if (take) draw(part("wave"), take.samples, ...ends());
}

function trimmed() {
  const [begin_, end] = ends();
  const { samples } = take;
  return samples.slice(Math.floor(begin_ * samples.length), Math.ceil(end * samples.length));
}

async function send(where) {
  const form = new FormData();
  form.append("take", take ? wav(trimmed(), take.rate) : file, "take");
  trouble("");
  part("use").setAttribute("aria-busy", "true");
  try {
    return await fetch(where, { method: "POST", body: form, headers: { "X-CSRF-Token": token } });
  } catch {
    trouble(studio.dataset.lost);
    return null;
  } finally {
    part("use").removeAttribute("aria-busy");
  }
}

async function judge() {
  part("verdict").textContent = studio.dataset.sending;
  const answer = await send(studio.dataset.judge);
  part("verdict").innerHTML = answer ? await answer.text() : "";
}

async function play(buffer) {
  const player = context().createBufferSource();
  player.buffer = buffer;
  player.connect(context().destination);
  await context().resume();
  player.start();
}

async function listen() {
  const samples = trimmed();
  const buffer = context().createBuffer(1, Math.max(1, samples.length), take.rate);
  buffer.copyToChannel(samples, 0);
  await play(buffer);
}

async function listenAsCaller() {
  const answer = await send(studio.dataset.telephone);
  if (answer?.ok) await play(await context().decodeAudioData(await answer.arrayBuffer()));
}

async function use() {
  const answer = await send(studio.dataset.keep);
  if (answer) part("verdict").innerHTML = await answer.text();
}

async function choose() {
  const [chosen] = part("file").files;
  if (!chosen) return;
  try {
    const buffer = await context().decodeAudioData(await chosen.arrayBuffer());
    show({ samples: buffer.getChannelData(0), rate: buffer.sampleRate }, null);
  } catch {
    show(null, chosen);
  }
}

async function askByTelephone(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form), headers: { "X-CSRF-Token": token } });
  if (!answer.ok) return trouble(studio.dataset.lost);
  part("waits").hidden = false;
  lookFor((await answer.json()).take);
}

async function lookFor(address) {
  const answer = await fetch(address).catch(() => null);
  if (answer?.status === 200) {
    part("waits").hidden = true;
    const buffer = await context().decodeAudioData(await answer.arrayBuffer());
    show({ samples: buffer.getChannelData(0), rate: buffer.sampleRate }, null);
    part("take").scrollIntoView({ block: "center" });
  } else if (answer?.status === 410) {
    part("waits").hidden = true;
  } else {
    setTimeout(lookFor, LOOKS_EVERY, address);
  }
}

part("by-telephone")?.addEventListener("submit", askByTelephone);
part("record").addEventListener("click", () => (recording ? finish() : begin()));
part("listen").addEventListener("click", listen);
part("as-caller").addEventListener("click", listenAsCaller);
part("use").addEventListener("click", use);
part("file").addEventListener("change", choose);
for (const id of ["begin", "end"]) {
  part(id).addEventListener("input", redraw);
  part(id).addEventListener("change", judge);
}
