"""The rules against labelled prompts, where those are at hand."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("IVR_CORPUS", ROOT.parent / "shared" / "corpus"))
GREETINGS = CORPUS / "greetings.jsonl"

pytestmark = pytest.mark.skipif(
    not GREETINGS.is_file(), reason="the labelled prompts are not here"
)


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wording", ROOT / "bench/wording.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_precision_recall_and_f1_hold() -> None:
    bench = _bench()
    micro, by_language = bench.Score(), {}
    for label, language, expected, fired, _ in bench.judge(
        list(bench.prompts(GREETINGS))
    ):
        if bench.COVERS[label].counted:
            micro.add(expected, fired)
            by_language.setdefault(language, bench.Score()).add(expected, fired)

    assert micro.precision >= 0.95
    assert micro.recall >= 0.90
    assert all(score.f1 >= 0.85 for score in by_language.values())
