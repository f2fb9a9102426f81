// The form: what is typed becomes edits; a new form takes the old one's place unnoticed.

import { words } from "./wire.js";
import * as findings from "./findings.js";

const holder = document.getElementById("fields");
const OPENED = "ivr-script-open";

// `changed(edit, {now, form})` is called for every edit.
export function begin(changed, typed) {
  holder.addEventListener("input", event => {
    const box = event.target;
    if (!box.dataset.kind) return;
    const edit = editOf(box);
    if (edit) changed(edit, {});
    const said = box.closest(".said");
    if (said) said.classList.toggle("missing", "needed" in box.dataset && !box.value && !box.placeholder);
    if (box.dataset.kind === "said") typed(findings.fieldAt(JSON.parse(box.dataset.path), box.dataset.language));
  });
  holder.addEventListener("change", event => settled(event.target, changed));
  holder.addEventListener("keydown", event => {
    const box = event.target;
    if (event.key !== "Enter" || !box.matches("[data-kind=said], [data-adds]")) return;
    event.preventDefault();
    if ("adds" in box.dataset) box.closest(".adding").querySelector("button").click();
  });
  holder.addEventListener("click", event => {
    const button = event.target.closest("[data-edit]");
    if (button) act(button, changed);
  });
  holder.addEventListener("toggle", remember, true);
  reopen();
  findings.takeIn(holder);
}

export function swap(markup) {
  const active = document.activeElement;
  const at = holder.contains(active) ? { id: active.id, start: active.selectionStart, end: active.selectionEnd } : null;
  const known = new Set([...holder.querySelectorAll("[data-kind]")].map(box => box.id));
  const opened = new Set(openIds());
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  holder.replaceChildren(...parsed.body.childNodes);
  for (const each of holder.querySelectorAll("details")) each.open = opened.has(each.id);
  findings.takeIn(holder);
  if (focusNew) {
    const fresh = [...holder.querySelectorAll("[data-kind]")].find(box => !known.has(box.id));
    focusNew = false;
    if (fresh) return reveal(fresh);
  }
  if (at?.id) focusAgain(at);
}

// Opens whatever hides a field and puts the cursor into it.
export function reveal(box) {
  for (let each = box.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
}

let focusNew = false;

function act(button, changed) {
  const edit = JSON.parse(button.dataset.edit);
  const box = button.closest(".adding")?.querySelector("[data-adds]");
  if (box) {
    edit.value = box.value.trim();
    if (!edit.value) return box.focus();
    if (edit.action === "put") edit.path = [...edit.path, edit.value];
    box.value = "";
  }
  focusNew = edit.action === "add" || edit.action === "put";
  changed(edit, { now: true, form: true });
}

function editOf(box) {
  const path = JSON.parse(box.dataset.path), { kind, language } = box.dataset;
  switch (kind) {
    case "said":
      if (box.value.includes("\n")) box.value = box.value.replace(/\s*\n\s*/g, " ");
      return { action: "say", path, language, value: box.value.trim() };
    case "said-plain": return { action: "say", path, language, value: box.value.trim() };
    case "sentences": return { action: "say", path, language, value: lines(box) };
    case "list": return { action: "put", path, value: lines(box) };
    case "plain": return { action: "put", path, value: box.value.trim() };
    case "open": return { action: "open", path, value: box.value.trim() };
    default: return null;
  }
}

// What takes effect when a field is left, and may change other fields.
function settled(box, changed) {
  const path = box.dataset.path && JSON.parse(box.dataset.path);
  const group = box.closest("[data-kind=languages]");
  if (group) {
    const chosen = [...group.querySelectorAll("input:checked")].map(each => each.value);
    if (!chosen.length) return void (box.checked = true);
    return changed({ action: "put", path: JSON.parse(group.dataset.path), value: inOrder(chosen) }, { now: true, form: true });
  }
  if (box.dataset.kind === "answers") {
    const { department, agent } = box.selectedOptions[0].dataset;
    changed({ action: "put", path: [...path, "department"], value: department }, { form: true });
    return changed({ action: "put", path: [...path, "agent"], value: agent }, { now: true, form: true });
  }
  if (box.dataset.kind === "rename")
    return changed({ action: "rename", path, value: box.value.trim() }, { now: true, form: true });
  const edit = box.dataset.kind && editOf(box);
  if (edit && box.closest(".columns")?.children.length > 1) changed(edit, { form: true });
}

let order = [];
export function speaks(languages) { order = languages; }
const inOrder = chosen => [...order.filter(code => chosen.includes(code)), ...chosen.filter(code => !order.includes(code))];

const lines = box => box.value.split("\n").map(line => line.trim()).filter(Boolean);

const openIds = () => [...holder.querySelectorAll("details[open]")].map(each => each.id);

function remember() { sessionStorage.setItem(OPENED, JSON.stringify(openIds())); }

function reopen() {
  const opened = JSON.parse(sessionStorage.getItem(OPENED) || '["s-line"]');
  for (const id of opened) { const found = document.getElementById(id); if (found) found.open = true; }
}

function focusAgain({ id, start, end }) {
  const box = document.getElementById(id);
  if (!box) return;
  box.focus({ preventScroll: true });
  if (start !== null && start !== undefined && box.setSelectionRange && box.type !== "number")
    box.setSelectionRange(start, end);
}
