// The YAML beside the form: its lines, and what is wrong in them.

import { element, say, words } from "./wire.js";
import { sentence } from "./findings.js";

const box = document.getElementById("text");
const numbers = document.getElementById("numbers");
const faultList = document.getElementById("faults");
const restList = document.getElementById("rest");
let marked = new Set(), lineOf = new Map(), here = 0;

export function begin(changed) {
  box.addEventListener("input", () => { number(); changed(box.value); });
  box.addEventListener("scroll", () => { numbers.scrollTop = box.scrollTop; });
  for (const list of [faultList, restList]) list.addEventListener("click", event => {
    const line = event.target.closest("[data-line]");
    if (line) goTo(Number(line.dataset.line), Number(line.dataset.column));
  });
  number();
}

// Takes the server's text, and leaves the cursor where it is.
export function take(text) {
  if (box.value === text) return;
  const { selectionStart, selectionEnd, scrollTop, scrollLeft } = box;
  box.value = text;
  if (document.activeElement === box) box.setSelectionRange(selectionStart, selectionEnd);
  box.scrollTop = scrollTop;
  box.scrollLeft = scrollLeft;
  number();
}

export function showFaults(faults) {
  faultList.replaceChildren(...faults.length ? [list(faults.map(fault =>
    place(fault.line, fault.column, sentence(fault), "fault")))] : []);
  const lines = new Set(faults.map(fault => fault.line));
  number(lines);
}

export function showRest(found) {
  if (!found.length) return restList.replaceChildren();
  restList.replaceChildren(
    element("h2", {}, words.rest),
    list(found.map(each => {
      const shown = place(each.line, each.column, each.message, each.severity);
      shown.append(" ", element("bdi", { lang: each.language }, each.heard), " ",
        element("button", { type: "button", class: "link", "data-rule": each.code,
          "data-language": each.language, "aria-label": words.why + " " + each.name }, words.why));
      return shown;
    })));
}

// Shows the lines at which the fields stand; `show` scrolls to that of a field.
export function keepLines(lines) {
  lineOf = new Map(lines.map(([path, line]) => [JSON.stringify(path), line]));
}

export function show(path, language) {
  const line = lineOf.get(JSON.stringify([...path, language])) || lineOf.get(JSON.stringify(path));
  if (!line || document.activeElement === box) return;
  here = line;
  number();
  const height = parseFloat(getComputedStyle(box).lineHeight), top = (line - 1) * height;
  if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 4 * height)
    box.scrollTop = Math.max(0, top - box.clientHeight / 3);
}

export function goTo(line, column) {
  document.querySelector(".editor").dispatchEvent(new CustomEvent("wants-yaml"));
  const before = box.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const end = box.value.indexOf("\n", start);
  box.focus();
  box.setSelectionRange(start + column - 1, end < 0 ? box.value.length : end);
  const height = parseFloat(getComputedStyle(box).lineHeight);
  box.scrollTop = Math.max(0, (line - 4) * height);
}

const list = entries => element("ul", { class: "places" }, ...entries);

function place(line, column, told, kind) {
  return element("li", { class: kind },
    element("button", { type: "button", class: "link", "data-line": line, "data-column": column },
      say("line", `${line}:${column}`)),
    " ", element("span", { lang: "en" }, told));
}

function number(lines) {
  marked = lines || marked;
  const count = box.value.split("\n").length;
  numbers.replaceChildren(...Array.from({ length: count }, (_, n) =>
    marked.has(n + 1) ? element("b", {}, `${n + 1}\n`) :
    n + 1 === here ? element("i", {}, `${n + 1}\n`) : `${n + 1}\n`));
  numbers.scrollTop = box.scrollTop;
}
