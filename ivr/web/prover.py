"""The child process that proves: a call script comes in, what was found goes out.

    python -m ivr.web.prover [PROCESS] < line.yaml

It is a process of its own so that the calls, which the web process answers, never
wait for a proof. It ends with the PROCESS that asked for it.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from ivr.etiquette.certificate import certificate
from ivr.etiquette.report import Broken, Report, report
from ivr.etiquette.transcript import transcript
from ivr.flow.compile import compile_script
from ivr.phone.retold import retold
from ivr.phone.simulation import estimated
from ivr.script.load import read
from ivr.wording.measures import estimate_seconds

BEHIND_THE_CALLS = 5  # niceness
LOOKS_EVERY = 2  # seconds


def proved(script: str) -> dict[str, Any]:
    """What the proof of a call script finds, as JSON; ScriptError if there is none."""
    flow = compile_script(read(script, "script").script)
    result = report(flow, estimate_seconds)
    broken = {one.verdict.rule.code: one for one in result.broken}
    return {
        "holds": result.proof.holds,
        "certificate": certificate(result, script.encode(), version("ivr-designer")),
        "rules": [
            {
                "code": verdict.rule.code,
                "name": verdict.rule.name,
                "statement": verdict.rule.statement,
                "holds": verdict.holds,
                "call": _call(result, broken[verdict.rule.code])
                if verdict.rule.code in broken
                else None,
            }
            for verdict in result.proof.verdicts
        ],
    }


def _call(result: Report, broken: Broken) -> dict[str, Any]:
    """The call that breaks a rule: told, second by second, its way, to be played."""
    about = broken.verdict.rule.statement
    return {
        "told": [line.in_parts() for line in broken.lines],
        "timeline": [
            asdict(entry) for entry in retold(result.flow, broken.played, estimated)
        ],
        "way": [[one.before.state, one.after.state] for one in broken.played],
        "transcript": transcript(result.flow, broken.played, "line.yaml", about),
    }


def main() -> None:
    """Reads the script from the standard input and prints what was found."""
    os.nice(BEHIND_THE_CALLS)
    for asking in sys.argv[1:]:
        threading.Thread(target=end_with, args=(int(asking),), daemon=True).start()
    json.dump(proved(sys.stdin.buffer.read().decode("utf-8")), sys.stdout)


def end_with(parent: int) -> None:
    """Ends this process when the one that asked has gone: nobody would hear."""
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    os._exit(1)


if __name__ == "__main__":
    main()
