"""Call tests for any project: the fixture ``carrier``, and failures that show the call.

Settings of the carrier go into ``@pytest.mark.carrier(strict=False, seed=7)``.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ivr.carrier import Carrier

_CARRIER = pytest.StashKey["Carrier"]()


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    config.addinivalue_line(
        "markers", "carrier(**settings): settings of the carrier fixture"
    )


@pytest.fixture
def carrier(request: pytest.FixtureRequest) -> Iterator[Carrier]:
    """A telephone company of one's own, with a virtual clock.

    ``carrier.call(app).dials().hears("Welcome").presses("1")``
    """
    from ivr.carrier import Carrier

    marker = request.node.get_closest_marker("carrier")
    company = Carrier(**(marker.kwargs if marker else {}))
    request.node.stash[_CARRIER] = company
    yield company
    company.close()
    if company.exchange.failures:
        pytest.fail(str(company.exchange.failures[0]), pytrace=False)
    if company.unfulfilled:
        told = "\n".join(company.unfulfilled)
        pytest.fail(f"{told}\n\nThe call so far:\n{company.trace}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows the call so far beneath a failure that does not show it already."""
    report = yield
    company = item.stash.get(_CARRIER, None)
    if report.when == "call" and report.failed and company is not None:
        shown = "The call so far:" in str(report.longrepr)
        if company.trace.entries and not shown:
            report.sections.append(("The call so far", str(company.trace)))
    return report
