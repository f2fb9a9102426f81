"""What somebody hears who waits in a queue or a conference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ivr.carrier.document import Context
from ivr.carrier.errors import DocumentRefused
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Next, Program, Wait
from ivr.carrier.verbs.perform import perform_all
from ivr.carrier.webhook import fetch

DEFAULT_MUSIC = "the carrier's own waiting music"


def wait(
    leg: Leg,
    url: str | None,
    method: str,
    context: Context,
    parameters: Callable[[], Mapping[str, str]] = dict,
) -> Program[None]:
    """Carries out the wait document over and over until something else happens.

    Without a URL there is music, with an empty one silence. A document that cannot be
    had leaves silence behind, and a problem in the trace.
    """
    if url is None:
        entry = leg.note("sound", DEFAULT_MUSIC)
        try:
            yield Wait()
        finally:
            entry.until = leg.exchange.clock.now
    if not url:
        yield Wait()
        return
    outside, verb = leg.url, leg.verb_number
    leg.waits_from = leg.document
    first = Ask(url, method.upper(), context=context)
    ask = first
    try:
        while True:
            now = {**ask.parameters, **parameters()}
            try:
                document = yield from fetch(
                    leg, Ask(ask.url, ask.method, now, None, context)
                )
                ask = first
                yield from perform_all(leg, document)
            except Next as following:
                ask = following.ask
            except DocumentRefused as refusal:
                for problem in refusal.problems:
                    leg.exchange.report_problem(leg, problem)
                yield Wait()
                return
    finally:
        leg.url, leg.document, leg.verb_number = outside, leg.waits_from, verb
        leg.waits_from = None
