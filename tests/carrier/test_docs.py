"""The manual's example runs as it stands."""

import re
from pathlib import Path

from ivr.carrier.monitors import MONITORS
from ivr.carrier.transcript import read

MANUAL = (Path(__file__).parents[2] / "docs" / "carrier.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", MANUAL, re.S)
YAML = re.findall(r"```yaml\n(.*?)```", MANUAL, re.S)

_names: dict[str, object] = {"__name__": __name__}
for _block in BLOCKS[:2]:
    exec(_block, _names)

test_the_caller_is_asked_again = _names["test_the_caller_is_asked_again"]
test_sales_answers = _names["test_sales_answers"]
test_nobody_is_in = _names["test_nobody_is_in"]


def test_the_transcript_can_be_read():
    assert [str(step) for step in read(YAML[0]).steps][3:5] == [
        "step 4, agent maria answers: 20",
        "step 5, agent maria presses: 1",
    ]


def test_every_monitor_is_in_the_manual():
    assert [name for name in MONITORS if f"`{name}`" not in MANUAL] == []
