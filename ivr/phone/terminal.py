"""Being the caller in a terminal: what is typed becomes a move, what is heard lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ivr.flow.actions import PromiseKind
from ivr.flow.flow import MANAGER
from ivr.phone.bookings import GivenPromise
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.phone.timeline import Entry, Who

HELP = """\
Type what you say and press Enter. Besides words you can type:
  (nothing)              stay silent until the line goes on
  0-9 * #                press keys
  wait 30                let 30 seconds pass
  record 12              speak for 12 seconds after the tone
  agent Maria accepts    also: declines, is busy, does not answer,
                         answers after 20, becomes free, is away, is back,
                         is with another caller; and on the call:
                         opens the menu, asks to hold, returns, leaves, drops,
                         transfers to billing
  ahead 2                two other callers are ahead of you in line
  say wait 30            say words that would otherwise be a command
  state                  where the call stands
  hang up
"""

AGENT = re.compile(
    r"agent (.+?) (accepts|declines|is busy|does not answer|becomes free|leaves|drops"
    r"|is away|is back|is with another caller"
    r"|opens the menu|asks to hold|returns|transfers to [\w-]+"
    r"|answers after (\d{1,4}))",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(wait|record|ahead) (\d{1,4})", re.IGNORECASE)
KEYS = re.compile(r"[0-9*#]+")


@dataclass
class Terminal:
    """One call in a terminal; `steps` is the call so far as a transcript's steps."""

    caller: SimulatedCaller
    steps: list[str] = field(default_factory=list)
    _shown: int = 0

    def dial(self, number: str = "") -> Iterator[str]:
        """Dials, and tells what is heard."""
        self.caller.dials(number)
        self.steps.append(f"dials: {quoted(number)}" if number else "dials")
        return self._news()

    def obey(self, typed: str) -> Iterator[str]:
        """Does what was typed, and tells what happened; see HELP.

        Raises CallIsOver, NotRecording and NobodyOfThatName.
        """
        typed = typed.strip()
        match typed.lower():
            case "help" | "?":
                return iter(HELP.splitlines())
            case "state":
                return iter([self._state()])
            case "hang up":
                self.caller.hangs_up()
                self.steps.append("hangs up")
            case "":
                self.caller.stays_silent()
                self.steps.append("stays silent")
            case _ if KEYS.fullmatch(typed):
                self.caller.presses(typed)
                self.steps.append(f"presses: {quoted(typed)}")
            case _ if numbered := NUMBERED.fullmatch(typed):
                self._pass(numbered[1].lower(), int(numbered[2]))
            case _ if agent := AGENT.fullmatch(typed):
                self._agent(agent[1], agent[2].lower(), agent[3])
            case _:
                words = typed[4:] if typed.lower().startswith("say ") else typed
                self.caller.says(words)
                self.steps.append(f"says: {quoted(words)}")
        return self._news()

    def prompt(self) -> str:
        """Where the call stands, before what is typed."""
        call = self.caller.call
        return f"{clock(call.clock)}  {call.kind} > "

    def outcome(self) -> Iterator[str]:
        """What the office is left with after the call."""
        call = self.caller.call
        for promise in call.promises:
            yield self._promised(promise)
        for seconds in call.messages:
            yield f"Left: a message of {seconds} seconds"
        for need in call.notes:
            yield f'Noted: "{need}"'

    def _promised(self, promise: GivenPromise) -> str:
        what = "a callback" if promise.kind is PromiseKind.CALLBACK else "a reply"
        flow, language = self.caller.call.flow, self.caller.call.call.language
        who = (
            flow.agent_name(promise.agent, language)
            if promise.agent
            else flow.departments[promise.department].name[language]
        )
        return f"Promised: {what} by {promise.at:%Y-%m-%d %H:%M}, {who}"

    def _pass(self, what: str, number: int) -> None:
        if what == "wait":
            self.caller.waits(number)
            self.steps.append(f"waits: {number}")
        elif what == "record":
            self.caller.records(number)
            self.steps.append(f"records: {number}")
        else:
            self.caller.callers_ahead(number)
            self.steps.append(f"callers ahead: {number}")

    def _agent(self, name: str, does: str, after: str | None) -> None:
        move = "answers after" if after else does
        self.caller.agent(name, move, int(after or 0))
        self.steps.append(f"agent {name}: {does}")

    def _news(self) -> Iterator[str]:
        timeline = self.caller.call.timeline
        until = len(timeline)
        playing = self.caller.call.playing
        if playing and playing.who is not Who.LINE and playing is timeline[-1]:
            until -= 1
        news = timeline[self._shown : until]
        self._shown = until
        self.steps += [
            f"hears: {quoted(entry.words)}" for entry in news if entry.who is Who.LINE
        ]
        if self.caller.over:
            self.steps += ["line hangs up"] if self.steps[-1] != "hangs up" else []
        return (said for entry in news if (said := told(entry)))

    def _state(self) -> str:
        call = self.caller.call.call
        flow = self.caller.call.flow
        parts = [call.state, clock(self.caller.call.clock)]
        if call.department and call.department != MANAGER:
            parts.append(flow.departments[call.department].name[call.language])
        if call.waited:
            parts.append(f"held {call.waited} s")
        return " · ".join(parts)


def told(entry: Entry) -> str:
    """One line of a timeline: when, who, the words and how long they take."""
    who = "you" if entry.who is Who.CALLER else str(entry.who)
    words = entry.words
    if entry.who is Who.AGENT and not words:
        return ""
    if entry.who is Who.CALLER:
        said = words
    elif words:
        said = f"{words}  ({entry.seconds:.1f} s)" if entry.seconds else words
    elif round(entry.seconds) == 0:
        return ""
    else:
        said = f"{entry.seconds:.0f} s"
    return f"{clock(entry.at)}  {who:<9} {said}"


def clock(seconds: float) -> str:
    """ "3:07" for 187 seconds."""
    return f"{int(seconds) // 60:3d}:{int(seconds) % 60:02d}"


def quoted(words: str) -> str:
    """The words as a YAML text in double quotes."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def written(terminal: Terminal, script: str, about: str = "") -> str:
    """The call so far as a transcript; `script` is its path from the transcript."""
    call = terminal.caller.call
    top = [
        f"script: {quoted(script)}",
        f"at: {call.line.began:%Y-%m-%d %H:%M}",
        f"language: {call.call.language}",
    ]
    if about:
        top.append(f"about: {quoted(about)}")
    return "\n".join([*top, "steps:", *(f"  - {step}" for step in terminal.steps), ""])
