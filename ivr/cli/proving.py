"""Proves what `ivr prove` is given: one call script, or several on all cores."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from ivr.etiquette.report import Report
    from ivr.flow.flow import Flow

BROKEN, UNUSABLE = 1, 2


class Asked(NamedTuple):
    """What is to be proved of a line, and how it is printed."""

    form: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    edit: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What was printed of a line, what was said of a failure, and the exit code."""

    printed: str
    failure: str
    code: int


def proved(script: str, asked: Asked) -> "tuple[Flow, Report]":
    """The proof of a line, with its edits.

    Raises ScriptError where there is no line, ValueError for an unknown rule or edit.
    """
    from ivr.etiquette.edits import edited
    from ivr.etiquette.report import report
    from ivr.flow.compile import compile_script
    from ivr.script.load import load
    from ivr.wording.measures import estimate_seconds

    flow, machine = edited(compile_script(load(script)), asked.edit)
    gc.disable()  # all calls that are found are kept to the end
    try:
        return flow, report(
            flow,
            estimate_seconds,
            select=asked.select,
            ignore=asked.ignore,
            machine=machine,
        )
    finally:
        gc.enable()


def printed(result: "Report", form: str) -> str:
    """The proof as text or JSON."""
    from ivr.etiquette.report import as_json, as_text

    return as_text(result) if form == "text" else as_json(result)


def prove_each(scripts: Sequence[str], asked: Asked) -> int:
    """Proves scripts on all cores, prints them in order; the worst exit code."""
    from functools import partial
    from importlib import import_module
    from multiprocessing import Pool

    import_module("ivr.etiquette.report")  # once for all the processes
    prove = partial(_outcome, asked=asked)
    at_once = min(len(scripts), len(os.sched_getaffinity(0)))
    with (
        Pool(at_once, maxtasksperchild=1) as pool,
        click.progressbar(
            pool.imap(prove, scripts, chunksize=1),
            length=len(scripts),
            label="Proving",
            file=sys.stderr,
        ) as proofs,
    ):
        outcomes = list(proofs)
    _print(scripts, outcomes, asked.form)
    return max(outcome.code for outcome in outcomes)


def _print(scripts: Sequence[str], outcomes: Sequence[Outcome], form: str) -> None:
    for script, outcome in zip(scripts, outcomes, strict=True):
        if outcome.failure:
            click.echo(outcome.failure, err=True)
        elif form == "text":
            click.echo(f"{script}\n\n{outcome.printed}\n")
    if form == "json":
        import json

        found = {
            script: json.loads(outcome.printed)
            for script, outcome in zip(scripts, outcomes, strict=True)
            if outcome.printed
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _outcome(script: str, asked: Asked) -> Outcome:
    """One of several proofs, in a process of its own."""
    from ivr.script.errors import ScriptError

    try:
        _, result = proved(script, asked)
    except ScriptError as unusable:
        return Outcome("", str(unusable), UNUSABLE)
    return Outcome(printed(result, asked.form), "", 0 if result.proof.holds else BROKEN)
