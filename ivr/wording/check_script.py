"""Judges a call script: all that its line says, less what the script silences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ivr.script.errors import Problem, ScriptError
from ivr.script.load import Loaded, load_with_places
from ivr.wording.check import check_prompt, check_sequence
from ivr.wording.finding import Finding, Severity
from ivr.wording.judged import Judged
from ivr.wording.line import Line, line, rules_ignored
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.rulebook import rulebook

ERROR_CODE = "SCR001"
ERROR_NAME = "script-error"


def check_script(
    path: str | Path, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Judged, ...]:
    """Every prompt of a call script with its findings.

    A comment `# ivr: allow CODE reason` silences a rule at its line, the section
    `wording: ignore:` in the whole script. Raises ScriptError for a script that
    cannot be read and for a silenced rule that does not exist.
    """
    return check_loaded(load_with_places(path), select, ignore)


def check_loaded(
    loaded: Loaded, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Judged, ...]:
    """Every prompt of a loaded call script with its findings."""
    _refuse_unknown_rules(loaded)
    select, silenced = tuple(select), (*ignore, *_wording_rules(rules_ignored(loaded)))
    spoken = line(loaded)
    judged = [
        Judged(prompt, _heard(loaded, check_prompt(prompt, select, silenced)))
        for prompt in spoken.prompts
    ]
    return (*judged, *_in_order(loaded, spoken, select, silenced))


def script_errors(error: ScriptError) -> Judged:
    """What is wrong with a call script, as findings for a report."""
    return Judged(
        Prompt("", "en", PromptKind.ANSWER),
        tuple(_as_finding(problem) for problem in error.problems),
    )


def _in_order(
    loaded: Loaded, spoken: Line, select: tuple[str, ...], silenced: tuple[str, ...]
) -> Iterator[Judged]:
    for path in spoken.paths:
        found = _heard(loaded, check_sequence(path, select, silenced))
        for prompt in path:
            own = tuple(each for each in found if each.prompt_id == prompt.id)
            if own:
                yield Judged(prompt, own)


def _heard(loaded: Loaded, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(each for each in found if not _is_allowed(loaded, each))


def _is_allowed(loaded: Loaded, found: Finding) -> bool:
    if found.place is None:
        return False
    allows = loaded.allows.get(found.place.line, ())
    return any(allow.rule in (found.code, found.name) for allow in allows)


def _wording_rules(words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that mean wording rules; others mean call rules."""
    return tuple(
        word for word in words if any(rule.known_as(word) for rule in rulebook())
    )


def _refuse_unknown_rules(loaded: Loaded) -> None:
    problems = [
        Problem(
            allow.place,
            f"there is no rule {allow.rule!r} to allow",
            "ivr explain lists the rules",
        )
        for allows in loaded.allows.values()
        for allow in allows
        if not _is_rule(allow.rule)
    ]
    if problems:
        raise ScriptError(problems)


def _is_rule(word: str) -> bool:
    """Whether a word is the full code or name of a wording rule, or a call rule's."""
    known = any(word in (rule.code, rule.name) for rule in rulebook())
    return known or word[3:].startswith("0") or not word[:1].isupper()


def _as_finding(problem: Problem) -> Finding:
    return Finding(
        ERROR_CODE,
        ERROR_NAME,
        Severity.ERROR,
        0,
        0,
        problem.message,
        problem.way_out,
        problem.place,
    )
