// Plays the stretches of a call in order: prompts aloud, everything as captions.

const KEYS = {
  "1": [697, 1209], "2": [697, 1336], "3": [697, 1477],
  "4": [770, 1209], "5": [770, 1336], "6": [770, 1477],
  "7": [852, 1209], "8": [852, 1336], "9": [852, 1477],
  "*": [941, 1209], "0": [941, 1336], "#": [941, 1477],
};
const LOOPS = { music: "music", ringback: "ringback" };

let context = null;

/** Some tones at once, for some seconds. */
export function tone(hertz, seconds, loudness = 0.12) {
  context ??= new AudioContext();
  const gain = context.createGain();
  const now = context.currentTime;
  gain.gain.setValueAtTime(0, now);
  gain.gain.linearRampToValueAtTime(loudness, now + 0.005);
  gain.gain.setValueAtTime(loudness, now + seconds - 0.005);
  gain.gain.linearRampToValueAtTime(0, now + seconds);
  gain.connect(context.destination);
  for (const each of hertz) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = each;
    oscillator.connect(gain);
    oscillator.start(now);
    oscillator.stop(now + seconds);
  }
}

/** The two tones that a telephone sends for a key. */
export function dtmf(key) {
  tone(KEYS[key], 0.16);
}

/** One player; whatever begins ends what was playing. */
export class Player {
  constructor(caption, loops) {
    this.caption = caption;
    this.loops = loops;
    this.turn = 0;
    this.audio = null;
    this.loop = null;
  }

  stop() {
    this.turn += 1;
    for (const sound of [this.audio, this.loop]) sound?.pause();
    this.audio = this.loop = null;
    for (const li of document.querySelectorAll(".timeline [aria-current]")) {
      li.removeAttribute("aria-current");
    }
  }

  /** Waits; true if nothing else began meanwhile. */
  async wait(seconds) {
    const turn = this.turn;
    await new Promise((over) => setTimeout(over, seconds * 1000));
    return turn === this.turn;
  }

  /** Shows a stretch as the one that is heard. */
  show(li) {
    for (const other of document.querySelectorAll(".timeline [aria-current]")) {
      other.removeAttribute("aria-current");
    }
    li.setAttribute("aria-current", "true");
    const list = li.parentElement;
    const below = li.offsetTop - list.offsetTop;
    list.scrollTop = below - list.clientHeight / 2;
    const words = li.querySelector(".words");
    const who = document.createElement("small");
    who.textContent = li.querySelector(".who").textContent;
    const said = document.createElement("bdi");
    said.textContent = words?.textContent ?? "";
    if (words?.lang) said.lang = words.lang;
    this.caption.replaceChildren(who, said);
  }

  /** Plays one prompt to its end; true if nothing else began meanwhile. */
  async say(li) {
    this.show(li);
    const seconds = Number(li.dataset.seconds);
    if (!li.dataset.sound) return this.wait(seconds);
    const turn = this.turn;
    const audio = new Audio(li.dataset.sound);
    this.audio = audio;
    const heard = await new Promise((over) => {
      audio.onended = () => over(true);
      audio.onpause = () => over(true);
      audio.onerror = () => over(false);
      audio.play().catch(() => over(false));
    });
    if (turn !== this.turn) return false;
    return heard || this.wait(seconds);
  }

  /** Music or ringing, around and around, until something else begins. */
  begin(who) {
    const source = this.loops[LOOPS[who]];
    if (!source) return;
    this.loop = new Audio(source);
    this.loop.loop = true;
    this.loop.play().catch(() => {});
  }

  end() {
    this.loop?.pause();
    this.loop = null;
  }
}
