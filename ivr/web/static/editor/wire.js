// The page's talk with the server, and the words of the page.

export const words = JSON.parse(document.getElementById("words").textContent);
export const say = (name, given) => words[name].replace("{}", given);

const here = location.pathname.replace(/\/$/, "");
const token = document.querySelector("meta[name=csrf]");

export class Offline extends Error {}

// Answers {status, body}; raises Offline where no answer comes.
export async function ask(path, body, options = {}) {
  let answer = await send(path, body, options);
  if (answer.status === 403 && await renewed()) answer = await send(path, body, options);
  const kind = answer.headers.get("Content-Type") || "";
  const told = kind.includes("json") ? await answer.json() : await answer.text();
  return { status: answer.redirected ? 401 : answer.status, body: told };
}

export async function sound(hash, band) {
  const answer = await fetch(soundAt(hash, band));
  return answer.arrayBuffer();
}

export const soundAt = (hash, band) => `${here}/sound/${hash}.wav${band ? "?band=" + band : ""}`;

async function send(path, body, options) {
  const asked = body === undefined
    ? { headers: {} }
    : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  asked.headers["X-CSRF-Token"] = token.content;
  asked.headers["HX-Request"] = "true";
  try {
    return await fetch(here + path, { ...asked, ...options });
  } catch {
    throw new Offline();
  }
}

// After another login the page's token is an old one: takes the new one.
async function renewed() {
  const page = await fetch(here);
  if (!page.ok || page.redirected) return false;
  const found = new DOMParser().parseFromString(await page.text(), "text/html");
  const fresh = found.querySelector("meta[name=csrf]")?.content;
  if (!fresh || fresh === token.content) return false;
  token.content = fresh;
  return true;
}

// An element with text in it, never markup.
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.filter(each => each !== ""));
  return made;
}

export const clock = seconds => new Date(seconds * 1000).toLocaleTimeString(
  document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

export const day = seconds => new Date(seconds * 1000).toLocaleString(
  document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
