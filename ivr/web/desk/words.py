"""What the desk says in the reader's language: times, names, what became of a wish."""

from collections.abc import Mapping
from datetime import datetime

from babel.dates import format_datetime

from ivr.store.call_log import Entry
from ivr.telephony.by_desk import Became
from ivr.telephony.line import Line, at
from ivr.web.interface import gettext as _
from ivr.web.interface import language


def clock(line: Line, seconds: int, now: int | None = None) -> str:
    """A time as the office's clock shows it; the day too where it is not today's."""
    local: datetime = at(seconds).astimezone(line.calendar.timezone)
    if now is None or local.date() == at(now).astimezone(line.calendar.timezone).date():
        return f"{local:%H:%M}"
    return format_datetime(local, "EEE d MMM, HH:mm", locale=language())


def named(names: Mapping[str, str], line: Line) -> str:
    """A name in the reader's language, or else in the first one of the script."""
    return names.get(language()) or names[line.script.languages[0]]


def department_name(line: Line, key: str) -> str:
    """A department by name; of an older version of the line, by its key."""
    found = line.flow.departments.get(key)
    return named(found.name, line) if found else key


def agent_name(line: Line, agent: str) -> str:
    """The agent "department/index" by name; of an older version, by that id."""
    key, _slash, index = agent.rpartition("/")
    try:
        return named(line.flow.departments[key].agents[int(index)], line)
    except (KeyError, IndexError, ValueError):
        return agent


def became_words(became: Became) -> str:
    """What somebody reads who pressed a button."""
    match became:
        case Became.DONE:
            return _("Done.")
        case Became.GONE:
            return _("The caller has hung up meanwhile.")
        case Became.ELSEWHERE:
            return _("The call has moved on: somebody else is with this caller now.")
        case Became.ASKED:
            return _("The caller is just being asked. Please try again in a moment.")
        case Became.RINGING:
            return _("A telephone is already ringing for this.")
        case Became.AWAY:
            return _("Nobody is at that telephone. Press “Here” first.")
        case Became.BUSY:
            return _("That telephone is in use. Please finish that call first.")
        case Became.NOT_YOURS:
            return _("This caller waits for somebody else.")
        case Became.KEPT:
            return _("This promise has been kept already, or is no longer wanted.")
        case Became.CLOSED:
            return _("Callers are not rung at this hour.")
        case Became.NOT_NOW:
            return _("This could not be written down just now. Please try again.")


def told(line: Line, entry: Entry) -> str:
    """An entry of the log of calls in words."""
    detail, seconds = entry.detail, entry.detail.get("seconds", 0)
    match entry.what:
        case "dialed" if detail["open"]:
            return _("The call came in.")
        case "dialed":
            return _("The call came in after hours.")
        case "asked" if detail["for"] == "hold":
            return _("We asked before the hold.")
        case "asked":
            return _("We asked before the transfer.")
        case "agreed" if detail["for"] == "hold":
            return _("The caller agreed to hold.")
        case "agreed":
            return _("The caller agreed to be put through.")
        case "held":
            return _("The caller was put on hold.")
        case "update":
            return _("On hold the caller heard: “%(said)s”") % {"said": detail["said"]}
        case "rang":
            name = agent_name(line, detail["agent"])
            return _("%(name)s's telephone rang.") % {"name": name}
        case "connected":
            known = {"name": agent_name(line, detail["agent"]), "seconds": seconds}
            return _("%(name)s took the call after %(seconds)s s.") % known
        case "talked":
            return _("They talked for %(seconds)s s.") % {"seconds": seconds}
        case "ended":
            return _("The call ended after %(seconds)s s.") % {"seconds": seconds}
        case "feedback" if detail["helped"]:
            return _("The caller said that we could help.")
        case "feedback":
            return _("The caller said that we could not help.")
        case "abuse":
            return _("The caller was abusive, and was warned or the call was ended.")
        case "desk":
            return _wished(detail.get("wish", ""))
        case _:
            return entry.what.replace("-", " ")


def _wished(wish: str) -> str:
    match wish:
        case "take":
            return _("At the desk: put the caller through.")
        case "agent-hold":
            return _("At the desk: ask the caller to hold.")
        case "agent-transfer":
            return _("At the desk: hand the caller over.")
        case "agent-callback":
            return _("At the desk: suggest a callback.")
        case _:
            return _("At the desk: back to the caller.")
