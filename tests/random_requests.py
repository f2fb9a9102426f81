"""Random requests about a call, as a caller's telephone may cause them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from ivr.flow import events
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Kind
from ivr.languages import heard
from ivr.telephony.line import Line
from ivr.telephony.scrub import scrub

KEYS = "0123456789*#"
KEYED = ("", "2135550155", "22334455", "02079460018", "0014155550100", "911", "12")
GIBBERISH = ("asdf qwer", "…", "42", "no yes no", "а б в", "æ ø å", "<Say>&amp;")


@dataclass(frozen=True)
class Asked:
    """A request: what its URL means (`cue`, `seconds`), and what it brings."""

    cue: str
    seconds: int = 0
    brings: dict[str, str] = field(default_factory=dict)


@dataclass
class RandomRequests:
    """Requests that a line's documents lead to, and what each of them means.

    `may_call` tells whether keyed digits are a number that the line may call back.
    """

    line: Line
    chance: Random
    may_call: Callable[[str], bool]
    made: int = 0

    def about(self, call: Call) -> Asked:
        """A request that the document of this state may lead to."""
        self.made += 1
        chance = self.chance
        match self.kind(call):
            case Kind.NUMBER:
                keyed = Asked("answer", brings={"Digits": chance.choice(KEYED)})
                return chance.choice((keyed, Asked("silence"), Asked("resume")))
            case Kind.RECORDING:
                return chance.choice((self._recording(), Asked("empty")))
            case Kind.TALKING:
                return chance.choice((Asked("left"), Asked("resume")))
            case Kind.QUESTION | Kind.RINGING | Kind.HOLDING:
                return self._answer(call)
            case _:
                return Asked("resume")

    def meaning(self, call: Call, asked: Asked, place: int) -> Event:
        """The event; `place` is where in line the caller would stand now."""
        keys = asked.brings.get("Digits", "")
        words = scrub(asked.brings.get("SpeechResult", ""))
        match asked.cue:
            case "answer" if keys and self.kind(call) is Kind.NUMBER:
                return events.NumberKeyed(self.may_call(keys))
            case "answer" if keys:
                return events.Pressed(keys)
            case "answer" if words:
                return events.Spoke(words, self.line.listener.meaning(call, words))
            case "answer" | "silence":
                return events.StayedSilent()
            case "elapsed":
                in_line = self.line.flow.states[call.state].in_line
                return events.Elapsed(asked.seconds, place if in_line else None)
            case "recorded":
                return events.Recorded(int(asked.brings["RecordingDuration"]))
            case "empty":
                return events.RecordedNothing()
            case "left":
                return events.AgentLeft()
            case _:
                return events.Resumed()

    def kind(self, call: Call) -> Kind:
        """What the caller is doing."""
        return self.line.flow.states[call.state].kind

    def _answer(self, call: Call) -> Asked:
        kind = self.kind(call)
        match self.chance.randint(0, 9):
            case 0 | 1 | 2 | 3:
                return Asked("answer", brings={"Digits": self.chance.choice(KEYS)})
            case 4 | 5 | 6:
                words = self._words(call)
                return Asked("answer", brings={"SpeechResult": words})
            case 7:
                return Asked("resume")
            case _ if kind is Kind.QUESTION:
                return self.chance.choice((Asked("silence"), Asked("answer")))
            case _ if kind is Kind.RINGING:
                own = self.line.flow.states[call.state].seconds
                department = self.line.flow.departments[call.department]
                return Asked("elapsed", own or department.ring_seconds)
            case _:
                return Asked("elapsed", self.chance.choice((24, 31, 44, 700)))

    def _recording(self) -> Asked:
        seconds = self.chance.choice((1, 12, 120))
        sid = f"RE{self.made:032x}"
        brings = {"RecordingSid": sid, "RecordingDuration": str(seconds)}
        return Asked("recorded", brings=brings)

    def _words(self, call: Call) -> str:
        language = call.language
        if self.chance.random() < 0.1:
            language = self.chance.choice(self.line.flow.languages)
        needs = [
            words
            for department in self.line.flow.departments.values()
            for words in department.examples.get(language, ())
        ]
        kinds = [*heard(language).values(), tuple(needs), GIBBERISH]
        return self.chance.choice(self.chance.choice([kind for kind in kinds if kind]))
