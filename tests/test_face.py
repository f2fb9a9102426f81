"""The library's face."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import ivr

CLINIC = Path(__file__).parents[1] / "scripts" / "dental-clinic.en.yaml"


def test_a_greeting_that_holds_unasked_is_found() -> None:
    findings = ivr.check_text("Please hold.", "en", "greeting")

    assert "hold-without-asking" in [finding.name for finding in findings]


def test_a_script_is_loaded_composed_and_proved() -> None:
    script = ivr.load(CLINIC)

    assert ivr.compose(script)[0].text == "Hello, Northside Dental. How can I help you?"
    assert ivr.prove(script).holds


def test_a_caller_hears_the_greeting() -> None:
    caller = ivr.simulate(ivr.load(CLINIC), datetime(2026, 11, 25, 10, 0))
    caller.dials()

    assert caller.heard() == ("Hello, Northside Dental. How can I help you?",)


def test_nothing_is_imported_before_it_is_used() -> None:
    program = (
        "import sys, ivr; print('pydantic' in sys.modules, 'ivr.flow' in sys.modules)"
    )

    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert printed.stdout == "False False\n"
