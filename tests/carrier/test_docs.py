"""The manual's example runs as it stands."""

import re
from pathlib import Path

from ivr.carrier import Carrier
from ivr.carrier.monitors import MONITORS
from ivr.carrier.robots import explore, phones
from ivr.carrier.transcript import read

from .apps import Page, TwimlApp
from .public_samples import PHONE_TREE, QUEUE_MENU, WARM_TRANSFER

MANUAL = (Path(__file__).parents[2] / "docs" / "carrier.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", MANUAL, re.S)
TERMINAL = [block[1:] for block in MANUAL.split("```")[1::2] if block[0] == "\n"]
YAML = re.findall(r"```yaml\n(.*?)```", MANUAL, re.S)

_names: dict[str, object] = {"__name__": __name__}
for _block in BLOCKS[:2]:
    exec(_block, _names)

test_the_caller_is_asked_again = _names["test_the_caller_is_asked_again"]
test_sales_answers = _names["test_sales_answers"]
test_nobody_is_in = _names["test_nobody_is_in"]


def report(pages: dict[str, Page], keys: str = "12") -> str:
    return f"{explore(phones(lambda: Carrier(TwimlApp(pages))), keys=keys)}\n"


def test_the_transcript_can_be_read():
    assert [str(step) for step in read(YAML[0]).steps][3:5] == [
        "step 4, agent maria answers: 20",
        "step 5, agent maria presses: 1",
    ]


def test_every_monitor_is_in_the_manual():
    assert [name for name in MONITORS if f"`{name}`" not in MANUAL] == []


def test_the_reports_in_the_manual_are_those_of_today():
    shown = [block for block in TERMINAL if " places where a caller can act" in block]

    assert shown == [
        report(PHONE_TREE, "12*"),
        report(WARM_TRANSFER),
        report(QUEUE_MENU, "1"),
    ]
