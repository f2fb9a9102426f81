"""The measured error rates are those of the documentation."""

from pathlib import Path

from ivr.speech.understood import UNDERSTOOD

VOICES = (Path(__file__).parents[2] / "docs" / "voices.md").read_text("utf-8")


def test_the_page_on_voices_shows_the_same_figures():
    rows = [line.split("|") for line in VOICES.splitlines() if line.count("|") == 10]
    shown = {
        (row[1].split()[0], row[2].strip()): (float(row[3]), float(row[4]))
        for row in rows[2:]
    }

    assert shown == {
        key: (one.word_errors, one.character_errors) for key, one in UNDERSTOOD.items()
    }
