"""The pytest plugin, as another project would use it."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/xml")])
    return [b"<Response><Say>Welcome.</Say><Dial timeout='5'>+1555</Dial></Response>"]
"""


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    plugin = "ivr.carrier.pytest_plugin"

    def run(test: str) -> list[str]:
        pytester.makepyfile(APP + test)
        known = [one.value for one in entry_points(group="pytest11")]
        arguments = ["-q", "-p", "no:cacheprovider"]
        if plugin not in known:
            arguments += ["-p", plugin]
        return pytester.runpytest_subprocess(*arguments).outlines

    return run


def test_a_call_can_be_tested(run):
    out = run(
        """
def test_call(carrier):
    carrier.call(app).dials().hears("Welcome.")
"""
    )

    assert any(line.startswith("1 passed") for line in out)


def test_a_failure_shows_the_call_and_the_line_of_the_test(run):
    out = run(
        """
def test_call(carrier):
    carrier.call(app).dials().hears("Goodbye")
"""
    )

    assert (
        'E       ivr.carrier.steps.CallDiffers: caller does not hear "Goodbye"' in out
    )
    assert 'E         0:00.0  caller hears "Welcome."' in out
    assert not any("people.py" in line for line in out)


def test_any_other_failure_shows_the_call_too(run):
    out = run(
        """
def test_call(carrier):
    call = carrier.call(app).dials().hears("Welcome.")
    assert call.outcome == "person"
"""
    )

    assert any("The call so far" in line for line in out)


def test_what_an_agent_never_came_to_hear_is_a_failure(run):
    out = run(
        """
def test_call(carrier):
    call = carrier.call(app).dials()
    call.agent("Kari").hears("a call for you")
    call.hears("Welcome.")
"""
    )

    assert any("Kari never came to hear 'a call for you'" in line for line in out)


def test_settings_come_from_a_marker(run):
    out = run(
        """
import pytest

@pytest.mark.carrier(token="secret")
def test_call(carrier):
    assert carrier.exchange.token == "secret"
"""
    )

    assert any(line.startswith("1 passed") for line in out)
