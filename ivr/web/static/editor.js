// The editor: the form and the YAML in step, findings as one types.

import { ask, clock, element, say, words } from "./editor/wire.js";
import * as dialogs from "./editor/dialogs.js";
import * as findings from "./editor/findings.js";
import * as form from "./editor/form.js";
import * as hearing from "./editor/hearing.js";
import * as saving from "./editor/saving.js";
import * as yaml from "./editor/yaml.js";

const CALM = 700; // milliseconds after a save until everything is judged again
const WATCH = 15000; // milliseconds between two looks for what others saved

const first = JSON.parse(document.getElementById("state").textContent);
const page = document.querySelector(".editor");
const fields = document.getElementById("fields");
const saved = document.getElementById("saved");
const undo = document.getElementById("undo"), redo = document.getElementById("redo");
let judging = 0, clashed = null, wantsForm = false;

hearing.begin();
form.begin(changed, field => field && findings.judge(field, saving.current()));
yaml.begin(text => { findings.showFaults([]); clearTimeout(judging); saving.write(text); });
show(first);
const restored = saving.begin(first.revision, { state, saved: took, refused: notify, clashed: clash });
if (restored) notify(words.returned);
else state(first.at ? "saved" : "nothing", first.at);
judgeAll();
view(innerWidth < 1100 ? "form" : "both");
goToHash();

function changed(edit, how) {
  clearTimeout(judging);
  saving.edit(edit, how);
}

// What the server keeps now; `pending` where more is still to be saved.
function took(body, pending) {
  if (body.form && !pending) form.swap(body.form);
  wantsForm = Boolean(body.form) && pending;
  if (!pending) yaml.take(body.text);
  show(body);
  if (body.with_others) notify(say("together", body.author || words.somebody));
  if (!pending) {
    state("saved", body.at);
    showLine(document.activeElement);
    if (wantsForm || (!body.form && body.readable !== page.classList.contains("readable"))) refresh(true);
    judgeLater();
  }
}

function show(body) {
  page.classList.toggle("readable", body.readable);
  document.querySelector(".unreadable").hidden = body.readable;
  fields.inert = !body.readable;
  form.speaks(body.languages);
  yaml.keepLines(body.lines);
  yaml.showFaults(body.faults);
  findings.showFaults(body.faults);
  findings.tally(fields);
  undo.disabled = !body.undo;
  redo.disabled = !body.redo;
}

function showLine({ dataset }) {
  if (dataset.path) yaml.show(JSON.parse(dataset.path), dataset.language);
}

function state(name, at) {
  saved.className = name;
  const told = name === "saved" ? say("saved", at ? clock(at) : "") : words[name];
  saved.replaceChildren(told);
  if (!["saved", "saving", "changed", "nothing"].includes(name))
    document.getElementById("spoken").textContent = told;
  if (name === "open") {
    const button = element("button", { type: "button", class: "small" }, words.decide);
    button.addEventListener("click", () => clash(clashed));
    saved.append(" ", button);
  }
}

function notify(told) {
  const close = element("button", { type: "button", class: "link", "aria-label": "×" }, "×");
  const line = element("p", {}, told, " ", close);
  close.addEventListener("click", () => line.remove());
  document.getElementById("notices").replaceChildren(line);
}

function clash(told) {
  clashed = told;
  state("open");
  dialogs.choose(told, choice => choice === null ? saving.postpone() : saving.settle(told.seen, choice));
}

function judgeLater() {
  clearTimeout(judging);
  judging = setTimeout(judgeAll, CALM);
}

async function judgeAll() {
  const { status, body } = await ask("/findings").catch(() => ({ status: 0 }));
  if (status !== 200 || saving.isPending()) return;
  for (const each of body.fields) {
    const field = findings.fieldAt(each.path, each.language);
    if (field && field.box.dataset.kind === "said") findings.show(field, each);
  }
  findings.tally(fields);
  document.documentElement.dataset.judged = body.revision;
  const rest = await ask("/rest").catch(() => ({ status: 0 }));
  if (rest.status === 200 && !saving.isPending()) yaml.showRest(rest.body);
}

// Looks for what others saved; `always` fetches the form whatever the revision.
async function refresh(always = false) {
  if (document.hidden || saving.isPending()) return;
  const known = saving.current();
  const { status, body } = await ask(always ? "/draft" : `/draft?revision=${known}`).catch(() => ({ status: 0 }));
  if (status !== 200 || saving.isPending()) return;
  if (body.form) form.swap(body.form);
  saving.stands(body.revision);
  yaml.take(body.text);
  show(body);
  state(body.at ? "saved" : "nothing", body.at);
  if (!always) notify(say("theirs", body.author || words.somebody));
  judgeLater();
}

setInterval(refresh, WATCH);

fields.addEventListener("focusin", ({ target }) => showLine(target));
fields.addEventListener("judged", () => findings.tally(fields));

undo.addEventListener("click", () => saving.step("/undo"));
redo.addEventListener("click", () => saving.step("/redo"));
document.getElementById("history").addEventListener("click", () =>
  dialogs.history(again => saving.step("/bring-back", { again })));

document.addEventListener("keydown", event => {
  const writing = event.target.matches("input, textarea, select");
  if (writing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  event.preventDefault();
  (event.shiftKey ? redo : undo).click();
});

document.addEventListener("click", event => {
  const target = event.target.closest("[data-becomes], [data-rule], [data-show], [data-prompts]");
  if (!target) return;
  if (target.dataset.becomes) use(target.dataset);
  else if (target.dataset.rule) dialogs.explain(target.dataset.rule, target.dataset.language);
  else if (target.dataset.show) view(target.dataset.show);
  else prompts(target);
});

page.addEventListener("wants-yaml", () => page.dataset.view === "form" && view("yaml"));

function use({ becomes, for: key }) {
  const { box } = findings.fieldOf(key);
  box.focus();
  box.value = becomes;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function view(name) {
  page.dataset.view = name;
  for (const button of document.querySelectorAll("[data-show]"))
    button.setAttribute("aria-pressed", String(button.dataset.show === name));
}

async function prompts(button) {
  const shown = button.getAttribute("aria-expanded") === "true";
  const box = button.parentElement.querySelector(".prompts");
  for (const each of button.parentElement.querySelectorAll("[aria-expanded]")) each.setAttribute("aria-expanded", "false");
  if (shown) return box.replaceChildren();
  button.setAttribute("aria-expanded", "true");
  const { prompts: of, language } = button.dataset;
  const { body } = await ask(`/prompts?of=${encodeURIComponent(of)}&language=${language}`);
  const parsed = new DOMParser().parseFromString(body, "text/html");
  box.replaceChildren(...parsed.body.childNodes);
}

function goToHash() {
  if (!location.hash) return;
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named?.matches("details")) { named.open = true; named.scrollIntoView(); }
  else if (named) form.reveal(named);
}
