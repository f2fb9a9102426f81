"""The carrier is nobody's relative."""

import subprocess
import sys


def test_it_imports_nothing_of_the_line_that_it_phones():
    code = (
        "import sys, ivr.carrier, ivr.carrier.terminal, ivr.carrier.pytest_plugin; "
        "print(sorted({m.split('.')[1] for m in sys.modules if m.startswith('ivr.')}))"
        "; print([m for m in ('flask', 'twilio', 'requests') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert out.splitlines() == ["['carrier']", "[]"]
