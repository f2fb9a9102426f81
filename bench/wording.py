"""Judges the wording rules against labelled prompts: precision, recall and F1.

    python bench/wording.py PROMPTS.jsonl [--show LABEL] [--csv FILE]

Each line holds `id, lang, kind, text, labels`; a label is true, false or null.
A label is covered in the kinds of prompt in which its rule expects something; a
rule of the "-missing" sort must fire where the label is false.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ivr.wording.check import check_text
from ivr.wording.kinds import GREETINGS
from ivr.wording.prompt import PromptKind


class Cover(NamedTuple):
    """The rules that answer for a label.

    `fires_when` is the value of the label at which one of them must fire;
    `kinds` limits the kinds of prompt (None: all).
    """

    rules: frozenset[str]
    fires_when: bool = True
    kinds: frozenset[PromptKind] | None = None
    counted: bool = True


def _cover(*rules: str, missing: bool = False, kinds: Any = None, counted: bool = True):
    kinds = None if kinds is None else frozenset(kinds)
    return Cover(frozenset(rules), not missing, kinds, counted)


_VOICEMAIL, _AFTER_HOURS = PromptKind.VOICEMAIL, PromptKind.AFTER_HOURS
COVERS = {
    "names_company": _cover(
        "company-missing", missing=True, kinds=[*GREETINGS, _VOICEMAIL, _AFTER_HOURS]
    ),
    "names_agent": _cover(
        "agent-missing", missing=True, kinds=[PromptKind.GREETING_AGENT]
    ),
    "names_department": _cover(
        "department-missing",
        missing=True,
        kinds=[PromptKind.GREETING_AGENT, PromptKind.GREETING_DEPARTMENT],
    ),
    "offers_help_question": _cover("question-missing", missing=True, kinds=GREETINGS),
    "too_long": _cover("too-long", counted=False),
    "keyword_robot": _cover("keyword-robot"),
    "long_menu": _cover("long-menu", "key-before-meaning"),
    "holds_without_asking": _cover("hold-without-asking"),
    "hold_promise_without_time": _cover("wait-without-time"),
    "cliche": _cover("cliche"),
    "command_tone": _cover("command-tone"),
    "negative_words": _cover("negative-words"),
    "jargon": _cover("jargon"),
    "overpromise": _cover("overpromise"),
    "tells_hours": _cover("hours-missing", missing=True, kinds=[_AFTER_HOURS]),
    "tells_reply_time": _cover(
        "reply-time-missing", missing=True, kinds=[_VOICEMAIL, _AFTER_HOURS]
    ),
    "thanks": _cover("thanks-missing", missing=True, kinds=[PromptKind.CLOSING]),
    "escape_to_human": _cover("person-missing", missing=True, kinds=[PromptKind.MENU]),
}


class Score:
    """True and false positives and negatives."""

    def __init__(self) -> None:
        self.tp = self.fp = self.fn = self.tn = 0

    def add(self, expected: bool, fired: bool) -> str:
        """Counts one judgement and returns its cell."""
        cell = ("t" if expected == fired else "f") + ("p" if fired else "n")
        setattr(self, cell, getattr(self, cell) + 1)
        return cell

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def row(self) -> str:
        return (
            f"{self.tp:5}{self.fp:5}{self.fn:5}{self.tn:6}"
            f"{self.precision:8.3f}{self.recall:8.3f}{self.f1:8.3f}"
        )


def prompts(path: Path) -> Iterator[dict[str, Any]]:
    """The labelled prompts of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def judge(
    rows: list[dict[str, Any]],
) -> Iterator[tuple[str, str, bool, bool, dict[str, Any]]]:
    """Label, language, expected, fired and prompt, for each covered label."""
    for row in rows:
        language = row.get("lang") or row["language"]
        kind = PromptKind.of(row["kind"])
        fired = {found.name for found in check_text(row["text"], language, kind)}
        for label, cover in COVERS.items():
            value = row["labels"].get(label)
            if value is None or (cover.kinds is not None and kind not in cover.kinds):
                continue
            expected = value is cover.fires_when
            yield label, language, expected, bool(fired & cover.rules), row


def main() -> None:
    """Prints the table, and with --show the prompts judged otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", help="list the misses of a label, or of all")
    arguments = parser.parse_args()
    by_label: dict[str, Score] = defaultdict(Score)
    by_language: dict[str, Score] = defaultdict(Score)
    by_both: dict[tuple[str, str], Score] = defaultdict(Score)
    micro = Score()
    misses: Counter[str] = Counter()
    for label, language, expected, fired, row in judge(list(prompts(arguments.path))):
        cell = by_label[label].add(expected, fired)
        by_both[label, language].add(expected, fired)
        if COVERS[label].counted:
            micro.add(expected, fired)
            by_language[language].add(expected, fired)
        if cell in ("fp", "fn"):
            misses[label] += 1
            if arguments.show in (label, "all"):
                print(f"{cell} {label} {row['id']} [{row['kind']}] {row['text']}")
    head = f"{'':34}{'tp':>5}{'fp':>5}{'fn':>5}{'tn':>6}"
    print(f"{head}{'prec':>8}{'recall':>8}{'F1':>8}")
    for label in COVERS:
        note = "" if COVERS[label].counted else " (reported)"
        print(f"{label + note:34}{by_label[label].row()}")
        for language in sorted(by_language):
            if (label, language) in by_both:
                print(f"  {language:32}{by_both[label, language].row()}")
    for language in sorted(by_language):
        print(f"{'language ' + language:34}{by_language[language].row()}")
    print(f"{'all counted labels, micro':34}{micro.row()}")


if __name__ == "__main__":
    main()
