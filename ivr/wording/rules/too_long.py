"""A prompt is short, in seconds of speech.

Callers remember little of a long speech and want their turn. A line's greeting
should take 5 seconds, a full greeting with department and name 8 (11 at most), a
menu 15 (20 at most), a voicemail greeting 20. Languages with longer words get more:
Norwegian a fifth, Filipino a third, Russian a seventh. A name counts one second at
most; offers of other languages and notices of recording or emergency do not count.

Bad:
    Thank you for calling Northside Dental, your friendly family dentist in the
    heart of the city, where caring for smiles has been our pride and our passion
    for over forty years. How can I help you?
Good:
    Thank you for calling Northside Dental. How can I help you?
Source: E01, E09 in the etiquette; Software Advice survey of 2015 on greetings
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.composed import greeting
from ivr.wording.finding import Remark, Severity
from ivr.wording.measures import estimate_seconds
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "LEN101"
NAME = "too-long"
SEVERITY = Severity.WARNING
SERVES = ("E01", "E09")
EXAMPLE = PromptKind.GREETING_LINE

_NAME_SECONDS = 1.0
_SIGNS = 11  # our slowest estimate of letters a second; digits are rarer than that
_LIMITS = {  # kind: seconds that warn, seconds that are an error
    PromptKind.GREETING_LINE: (5.0, 10.0),
    PromptKind.GREETING_DEPARTMENT: (8.0, 11.0),
    PromptKind.GREETING_AGENT: (8.0, 11.0),
    PromptKind.MENU: (15.0, 20.0),
    PromptKind.VOICEMAIL: (20.0, 30.0),
    PromptKind.AFTER_HOURS: (20.0, 30.0),
}
_OTHERWISE = (15.0, 20.0)
_STRETCH = {"en": 1.0, "fil": 1.33, "ru": 1.15, "nb": 1.2}


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a prompt that takes longer than its kind allows."""
    warns, errs = _LIMITS.get(prompt.kind, _OTHERWISE)
    if prompt.kind is PromptKind.GREETING_LINE and words.has("menu", "key"):
        warns, errs = _LIMITS[PromptKind.MENU]
    if len(prompt.text) < warns * _SIGNS and prompt.seconds is None:
        return
    stretch = _STRETCH[prompt.language]
    seconds = _counted(prompt, words)
    if seconds <= warns * stretch:
        return
    severity = Severity.ERROR if seconds > errs * stretch else Severity.WARNING
    yield Remark(
        0,
        len(prompt.text),
        Message(
            "It takes about %(seconds)s seconds to say; %(enough)s are enough here.",
            seconds=round(seconds),
            enough=round(warns * stretch),
        ),
        _shorter(prompt),
        severity,
    )


def _shorter(prompt: Prompt) -> str:
    composed = greeting(prompt)
    return composed if len(composed) < len(prompt.text) else ""


def _counted(prompt: Prompt, words: Reading) -> float:
    """The seconds of the prompt less what the rule does not count."""
    seconds = prompt.seconds
    if seconds is None:
        seconds = estimate_seconds(prompt.text, prompt.language)
    spared = {words.tokens[span.first].sentence for span in words.found(NAME, "spare")}
    for index in spared:
        sentence = words.sentences[index]
        spoken = prompt.text[sentence.start : sentence.end]
        seconds -= estimate_seconds(spoken, prompt.language)
    for name in (prompt.company, prompt.department, prompt.agent):
        if name:
            longer = estimate_seconds(name, prompt.language) - _NAME_SECONDS
            seconds -= max(longer, 0.0)
    return seconds
