"""What happens on a call, told in the reader's language.

The proof and the simulated office tell it in English, in a closed set of sentences.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ivr.web.heard import Moment, people
from ivr.web.interface import gettext
from ivr.web.interface import marked as _

# Of a call that breaks a rule; ivr.etiquette.counterexample tells it.
OF_PROOFS = (
    _("dials the line"),
    _("dials %(to)s"),
    _("presses %(key)s"),
    _("says “%(words)s”"),
    _("says something that is not understood"),
    _("stays silent"),
    _("%(time)s s go by"),
    _("%(time)s minutes go by"),
    _("%(time)s s go by, place %(place)s in line"),
    _("%(time)s minutes go by, place %(place)s in line"),
    _("%(name)s takes the call"),
    _("%(name)s declines"),
    _("%(name)s does not answer"),
    _("%(name)s becomes free"),
    _("%(name)s picks up"),
    _("looks at what can be done"),
    _("would like to look into something"),
    _("would hand over to %(name)s"),
    _("would call back later"),
    _("is back"),
    _("hangs up"),
    _("keys in a number"),
    _("keys in a number that we may not call"),
    _("speaks for %(seconds)s s"),
    _("says nothing after the tone"),
    _("(no time can be offered)"),
    _("(the time has been taken meanwhile)"),
    _("(the promise is written down)"),
    _("(the promise cannot be written down)"),
    _("(everybody is busy)"),
    _("(nobody is there)"),
    _("(others are free)"),
    _("(one other is free)"),
    _("(two are free)"),
    _("(only the one whom the call is about is free)"),
    _("the call goes on after a fault"),
    _("“%(words)s”"),
    _("plays hold music for %(seconds)s s"),
    _("plays the ringing tone for %(seconds)s s"),
    _("sounds the tone and records"),
    _("connects %(name)s"),
    _("rings %(name)s for %(seconds)s s"),
    _("stops ringing %(name)s"),
    _("gives the caller a place in line"),
    _("lets the agent go"),
    _("gives up the caller's place in line"),
    _("writes a callback down"),
    _("writes a reply down"),
)
CIRCUMSTANCES = (
    _("outside hours"),
    _("the line has closed"),
    _("the number is withheld"),
)
# Of a simulated agent; ivr.phone notes it as "Maria: picks up".
OF_AGENTS = (
    _("the telephone rings"),
    _("picks up"),
    _("accepts"),
    _("declines"),
    _("does not answer"),
    _("opens the menu"),
    _("asks to hold"),
    _("the line drops"),
)
HANDS_OVER = "would hand over to "
WHO = {"Caller": "caller", "Agent": "agent", "Line": "line"}


@dataclass(frozen=True)
class Told:
    """One line of a call that is told: when, who, and what."""

    clock: str
    who: str
    what: str


def told(lines: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """The call that breaks a rule, line by line."""
    for line in lines:
        at, who = line["at"], WHO.get(line["who"])
        clock = f"{int(at) // 60}:{int(at) % 60:02}"
        yield Told(clock, people(who) if who else "", happening(line))


def happening(line: Mapping[str, Any]) -> str:
    """What one line of such a call says."""
    about = ", ".join(gettext(circumstance) for circumstance in line["about"])
    template, slots = str(line["template"]), line["slots"]
    what = gettext(template) % slots
    return f"{what} ({about})" if about else what


def retold(
    moments: Iterable[Moment], lines: Iterable[Mapping[str, Any]]
) -> Iterator[Moment]:
    """The stretches of such a call; what happens in it is in the same order."""
    happened = (each for each in lines if _is_no_prompt(each))
    for one in moments:
        if one.words and one.prompt is None:
            one = replace(one, words=happening(next(happened)), language="")
        yield one


def of_agents(moments: Iterable[Moment]) -> Iterator[Moment]:
    """The stretches of a simulated call, with what agents do in words."""
    for one in moments:
        name, colon, what = one.words.partition(": ")
        if one.who == "agent" and colon:
            one = replace(one, words=f"{name}: {_done(what)}", language="")
        yield one


def _is_no_prompt(line: Mapping[str, Any]) -> bool:
    return line["who"] != "Line" or str(line["template"]).startswith("(")


def _done(what: str) -> str:
    if what.startswith(HANDS_OVER):
        name = what.removeprefix(HANDS_OVER)
        template = f"{HANDS_OVER}%(name)s"
        return gettext(template) % {"name": name}
    return gettext(what)
