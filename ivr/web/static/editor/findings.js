// What the rules say about a field: marked in its text, told below it.

import { ask, element, say, words } from "./wire.js";

const DEBOUNCE = 20; // milliseconds after the last key
const CALM = 900; // milliseconds until a change is spoken to a screen reader

const fields = new Map();
let speaking = 0;

const keyOf = (path, language) => JSON.stringify(path) + (language || "");

// Takes in the fields of a form that was just shown.
export function takeIn(root) {
  fields.clear();
  for (const box of root.querySelectorAll("[data-path]")) {
    const path = JSON.parse(box.dataset.path);
    const key = keyOf(path, box.dataset.language);
    const told = document.getElementById(box.getAttribute("aria-describedby")) ||
      box.querySelector(":scope > .told");
    if (!fields.has(key) && box.dataset.kind !== "rename")
      fields.set(key, { box, path, told, language: box.dataset.language, asked: 0, timer: 0 });
  }
}

export const fieldAt = (path, language) => fields.get(keyOf(path, language));
export const allFields = () => fields.values();

// The field at a path, or the nearest one around it.
export function nearest(path) {
  for (let length = path.length; length > 0; length--) {
    const cut = path.slice(0, length);
    const found = fieldAt(cut) || fieldAt(cut.slice(0, -1), cut.at(-1)) ||
      [...fields.values()].find(each => JSON.stringify(each.path) === JSON.stringify(cut));
    if (found) return found;
  }
  return [...fields.values()].find(each => path.every((part, n) => each.path[n] === part));
}

// Judges a field while somebody types in it.
export function judge(field, revision) {
  clearTimeout(field.timer);
  field.timer = setTimeout(async () => {
    const asked = ++field.asked;
    const text = field.box.value;
    const { status, body } = await ask("/judge", {
      revision, path: field.path, language: field.language, text,
    }).catch(() => ({ status: 0 }));
    if (status !== 200 || asked !== field.asked || text !== field.box.value) return;
    show(field, body);
    speak(body.marks);
  }, DEBOUNCE);
}

export function show(field, judged) {
  underline(field, judged.marks);
  const inside = [...heard(field, judged.heard), ...findings(field, judged.marks)];
  const faults = field.told.querySelectorAll(".fault");
  field.told.replaceChildren(...faults, ...inside);
  field.box.dispatchEvent(new CustomEvent("judged", { bubbles: true }));
}

export function showFaults(faults) {
  for (const { told, box } of fields.values()) {
    told?.querySelectorAll(".fault").forEach(each => each.remove());
    box.removeAttribute("aria-invalid");
  }
  for (const fault of faults) {
    const field = nearest(fault.path);
    if (!field?.told || !fault.path.length) continue;
    field.told.prepend(element("p", { class: "fault", lang: "en" }, sentence(fault)));
    if (field.box.matches("input, textarea, select")) field.box.setAttribute("aria-invalid", "true");
  }
}

export const sentence = ({ message, way_out }) =>
  message[0].toUpperCase() + message.slice(1) + (way_out ? "; " + way_out : "") + ".";

// Each stretch is underlined for the shortest finding on it.
function underline({ box }, marks) {
  const layer = box.parentElement.querySelector(".marks");
  if (!layer) return;
  const text = box.value;
  const spans = marks.map(mark => ({ start: units(text, mark.start), end: units(text, mark.end), kind: mark.severity }))
    .sort((one, other) => (one.end - one.start) - (other.end - other.start));
  const partial = spans.filter(span => span.end - span.start < text.length);
  const shown = partial.length ? partial : spans;
  const edges = [...new Set([0, text.length, ...shown.flatMap(span => [span.start, span.end])])].sort((a, b) => a - b);
  const parts = edges.slice(1).map((end, n) => {
    const part = text.slice(edges[n], end);
    const span = shown.find(each => each.start <= edges[n] && end <= each.end);
    return span ? element("mark", { class: span.kind }, part) : part;
  });
  layer.replaceChildren(...parts, "\u200b");
}

// The server counts characters, the browser half of those beyond the first plane.
function units(text, characters) {
  let at = 0;
  for (let n = 0; n < characters && at < text.length; n++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

// A person's or department's name is heard in many sentences: none of them is quoted.
function heard({ box, path, language }, said) {
  if (!said.length) return [];
  const [first, ...more] = said;
  const facts = [element("span", {}, say("seconds", first.seconds))];
  if (first.speaks) facts.push(element("button", {
    type: "button", class: "link", "data-hear": first.text, "data-language": language, "data-sound": first.sound,
  }, words.hear));
  if (first.record && path.at(-1) !== "name") facts.push(element("a", { href: first.record }, words.record));
  if (first.notice) facts.push(element("span", { class: "notice" }, first.notice));
  const same = first.text === box.value.trim() || path.at(-1) === "name";
  const whole = same ? "" : element("p", { class: "heard" }, words.heard + " ",
    element("bdi", { lang: language }, first.text),
    more.length ? element("small", {}, " " + say("and_more", more.length)) : "");
  return [whole, element("p", { class: "facts" }, ...facts)].filter(each => each !== "");
}

function findings({ path, language }, marks) {
  return marks.map(mark => element("div", { class: "finding " + mark.severity },
    element("p", {}, mark.message),
    mark.suggestion ? element("p", {}, words.say + " ", element("q", { lang: language }, mark.suggestion)) : "",
    element("p", { class: "acts" },
      mark.becomes ? element("button", { type: "button", class: "outline small", "data-becomes": mark.becomes,
        "data-for": keyOf(path, language) }, words.use) : "",
      element("button", { type: "button", class: "link", "data-rule": mark.code,
        "data-language": language, "aria-label": words.why + " " + mark.name }, words.why))));
}

function speak(marks) {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    document.getElementById("spoken").textContent =
      marks.length ? marks.map(mark => mark.message).join(" ") : words.clean_field;
  }, CALM);
}

// How much there is to look at in each section.
export function tally(root) {
  for (const section of root.querySelectorAll("details")) {
    const found = section.querySelectorAll(".finding, .fault").length;
    const missing = section.querySelectorAll(".said.missing").length;
    const told = [];
    if (found) told.push(element("span", { class: "badge" }, say("finding", found)));
    if (missing) told.push(element("span", { class: "badge lacking" }, say("missing", missing)));
    section.querySelector(":scope > summary .tally")?.replaceChildren(...told);
  }
}

export const fieldOf = key => fields.get(key);
