// Saves what is written, a batch after the other; nothing written is ever lost.
//
// A batch holds edits of fields or a whole text. It is kept in the browser until the
// server has it: over a reload, a lost connection, a logout.

import { Offline, ask } from "./wire.js";

const QUIET = 600; // milliseconds after the last key
const AGAIN = 4000; // milliseconds until a failed saving is tried again
const ABANDONED = 8000; // milliseconds after which another window's words are ours
const PREFIX = "ivr-script-unsaved-";

const tab = sessionStorage.getItem("ivr-tab") || crypto.getRandomValues(new Uint32Array(2)).join("");
sessionStorage.setItem("ivr-tab", tab);

let batches = [];
let revision = 0;
let busy = false, paused = false, timer = 0, again = 0;
let tell = {};

// `told` has state(name), saved(body), refused(body), clashed(body).
export function begin(first, told) {
  revision = first;
  tell = told;
  addEventListener("online", () => flush());
  addEventListener("focus", () => batches.length && flush());
  addEventListener("pagehide", () => flush(true));
  document.addEventListener("visibilitychange", () => document.hidden && flush(true));
  return restore();
}

export const current = () => revision;
export const isPending = () => batches.length > 0;
export function stands(at) { if (!isPending()) revision = at; }

export function edit(change, { now = false, form = false } = {}) {
  const last = open(each => each.edits);
  const batch = last || added({ edits: [], form: false });
  const same = batch.edits.findIndex(each => isSameField(each, change));
  if (same >= 0) batch.edits[same] = change;
  else batch.edits.push(change);
  batch.form ||= form;
  later(now);
}

export function write(text) {
  const batch = open(each => each.text !== undefined) || added({ text: "", form: true });
  batch.text = text;
  later(false);
}

// Saves at once what is pending; answers whether all of it is saved.
export async function flush(leaving = false) {
  clearTimeout(timer);
  while (batches.length && !busy && !paused) {
    busy = true;
    const batch = batches[0];
    batch.sent = true;
    let answer;
    try {
      tell.state("saving");
      answer = await ask("/save", { revision, ...without(batch) }, leaving ? { keepalive: true } : {});
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      answer = { status: 0 };
    } finally {
      busy = false;
    }
    if (!took(batch, answer)) return false;
  }
  return !batches.length;
}

// Sends what was decided about a clash; the batch that clashed is saved with it.
export async function settle(seen, choice) {
  const answer = await ask("/settle", { revision, ...without(batches[0]), seen, choice });
  paused = answer.status === 409;
  if (took(batches[0], answer)) flush();
}

export function postpone() { tell.state("open"); }

// Another step of the draft: undo, redo, bring back.
export async function step(path, more = {}) {
  if (!await flush()) return;
  const answer = await ask(path, { revision, ...more });
  if (answer.status === 200 || answer.status === 412) accept(answer.body);
}

function took(batch, { status, body }) {
  if (status === 200 || status === 422) {
    batches.shift();
    keep();
    accept(body);
    if (status === 422) tell.refused(body.message);
    return true;
  }
  if (status === 412) return retry(0);
  if (status === 409) {
    paused = true;
    tell.clashed(body);
    return false;
  }
  batch.sent = false;
  tell.state({ 0: "offline", 401: "out", 403: "denied" }[status] || "failed");
  return status === 403 ? false : retry(AGAIN);
}

function accept(body) {
  revision = body.revision;
  tell.saved(body, batches.length > 0);
}

function retry(milliseconds) {
  clearTimeout(again);
  again = setTimeout(flush, milliseconds);
  return false;
}

function later(now) {
  keep();
  clearTimeout(timer);
  if (!paused) tell.state("changed");
  timer = setTimeout(flush, now ? 0 : QUIET);
}

function open(fits) {
  const last = batches.at(-1);
  return last && !last.sent && fits(last) ? last : null;
}

function added(batch) {
  batches.push(batch);
  return batch;
}

const isSameField = (one, other) =>
  ["put", "say", "open"].includes(one.action) && one.action === other.action &&
  one.language === other.language && JSON.stringify(one.path) === JSON.stringify(other.path);

const without = ({ sent, ...batch }) => batch;

function keep() {
  try {
    if (!batches.length) localStorage.removeItem(PREFIX + tab);
    else localStorage.setItem(PREFIX + tab, JSON.stringify({ revision, batches, at: Date.now() }));
  } catch { /* a full or forbidden storage: the words stay on the page */ }
}

function restore() {
  const found = Object.keys(localStorage).filter(key => key.startsWith(PREFIX));
  for (const key of found) {
    const left = JSON.parse(localStorage.getItem(key));
    if (key !== PREFIX + tab && Date.now() - left.at < ABANDONED) continue;
    localStorage.removeItem(key);
    if (!batches.length) revision = left.revision;
    batches.push(...left.batches.map(batch => ({ ...batch, sent: false, form: true })));
  }
  if (batches.length) later(true);
  return batches.length > 0;
}
