"""The vendor's sample documents: all are parsed, each is carried out or answered."""

import os
from pathlib import Path

import pytest

from ivr.carrier import Carrier, read

from .apps import TwimlApp

FOLDER = Path(
    os.environ.get("IVR_TWIML", Path(__file__).parents[3] / "shared" / "twiml")
)
SAMPLES = sorted(FOLDER.glob("*.twiml")) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(not SAMPLES, reason="the sample documents are not here")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_parsed_without_complaint(sample):
    document = read(sample.read_bytes())

    assert [p for p in document.problems if p.weight != "notice"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_carried_out_or_answered(sample):
    app = TwimlApp({"/voice": (200, "text/xml", sample.read_bytes())})
    carrier = Carrier(app)
    call = carrier.call().dials(to="+15550100000")
    for _ in range(12):
        if call.leg.alive:
            carrier.waits(20)
    if call.leg.alive:
        call.hangs_up()
    carrier.finishes()

    codes = {problem.code for problem in carrier.problems}
    assert codes <= {
        "11200",
        "11210",
        "carrier-outside",
        "carrier-not-imitated",
        "carrier-not-allowed",
        "carrier-unreachable",
    }
    assert not call.leg.alive
