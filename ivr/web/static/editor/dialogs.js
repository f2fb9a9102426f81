// The dialogs: a rule's manual page, the history, and the choice after a clash.

import { ask, day, clock, element, say, words } from "./wire.js";
import { nearest } from "./findings.js";

const manual = document.getElementById("manual");
const earlier = document.getElementById("earlier");
const clash = document.getElementById("clash");

export async function explain(code, language) {
  const { status, body } = await ask(`/rules/${code}?language=${language || "en"}`);
  if (status === 200) open(manual, body);
}

export async function history(bringBack) {
  const { status, body } = await ask("/history");
  if (status !== 200) return;
  open(earlier, body);
  for (const time of earlier.querySelectorAll("time")) time.textContent = day(time.dataset.at);
  for (const button of earlier.querySelectorAll("[data-again]"))
    button.addEventListener("click", () => { earlier.close(); bringBack(Number(button.dataset.again)); });
}

// Asks whose text counts; `decided` gets "mine", "theirs", a choice by number, or null.
export function choose(told, decided) {
  const whole = !told.clashes.length;
  const who = `${told.author || words.somebody}, ${clock(told.at)}`;
  clash.querySelector(".who").textContent = say(whole ? "clash_whole" : "clash", who);
  clash.querySelector("[data-choice=fields]").hidden = whole;
  clash.querySelector(".content").replaceChildren(
    ...whole ? wholeTexts(told) : told.clashes.map(field));
  for (const button of clash.querySelectorAll("[data-choice]")) button.onclick = () => {
    clash.close();
    const { choice } = button.dataset;
    decided(choice === "later" ? null : choice === "fields" ? chosen(told.clashes.length) : choice);
  };
  clash.oncancel = () => decided(null);
  if (!clash.open) clash.showModal();
}

function field({ path, mine, theirs }, number) {
  const found = nearest(path);
  const label = found?.box.labels?.[0]?.firstChild.textContent.trim();
  return element("fieldset", {},
    element("legend", {}, label || "", element("small", {}, " " + path.join(" › "))),
    side(number, "theirs", words.other, theirs, true),
    side(number, "mine", words.mine, mine, false));
}

const side = (number, value, label, text, checked) => element("label", {},
  element("input", { type: "radio", name: `clash-${number}`, value, checked }),
  ` ${label}: `, element("bdi", {}, shown(text)));

const shown = text => text === null ? words.gone : typeof text === "string" ? text : JSON.stringify(text, null, 1);

const wholeTexts = ({ mine, theirs }) => [
  element("h3", {}, words.mine), element("pre", { tabindex: "0" }, mine),
  element("h3", {}, words.other), element("pre", { tabindex: "0" }, theirs)];

const chosen = count => Object.fromEntries(Array.from({ length: count }, (_, number) =>
  [number, clash.querySelector(`[name=clash-${number}]:checked`).value]));

// The markup is the server's own page, in which every name is escaped.
function open(dialog, markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  dialog.querySelector(".content").replaceChildren(...parsed.body.childNodes);
  dialog.showModal();
}
