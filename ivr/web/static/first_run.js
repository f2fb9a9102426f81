// What is typed while the form is on its way to the server and back stays as it was typed.
const form = document.getElementById("conversation");
let sent = new Map(), typed = new Map();

const mine = (event) => form.contains(event.target) || form.contains(event.detail?.ctx?.sourceElement);

/** What each field holds, by its name and its place among those of that name. */
function fields() {
  const count = {}, found = new Map();
  for (const field of form.querySelectorAll("input:not([type=hidden]), select")) {
    count[field.name] = (count[field.name] ?? 0) + 1;
    found.set(`${field.name} ${count[field.name]}`, field);
  }
  return found;
}

const held = (field) => field.type === "checkbox" ? field.checked : field.value;

document.addEventListener("htmx:before:request", (event) => {
  if (mine(event)) sent = new Map([...fields()].map(([name, field]) => [name, held(field)]));
});
document.addEventListener("htmx:before:swap", (event) => {
  if (!mine(event)) return;
  const changed = [...fields()].filter(([name, field]) => sent.has(name) && held(field) !== sent.get(name));
  typed = new Map(changed.map(([name, field]) => [name, held(field)]));
});
document.addEventListener("htmx:after:swap", () => {
  const now = fields();
  for (const [name, value] of typed) {
    const field = now.get(name);
    if (field?.type === "checkbox") field.checked = value;
    else if (field) field.value = value;
  }
  typed.clear();
});
