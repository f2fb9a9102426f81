"""What the rules say reaches its readers in their own language."""

import pytest
from flask.testing import FlaskClient

from ivr.etiquette.rulebook import rulebook as call_rules
from ivr.script.message import Message
from ivr.web.rule_words import FINDINGS, STATEMENTS, kept, retold
from ivr.wording.examples import examples_in_page, examples_of
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.rulebook import Rule
from ivr.wording.rulebook import rulebook as wording_rules

from .test_editor import LINE, Editor


@pytest.fixture
def editor(browser: FlaskClient) -> Editor:
    """Mrs. Santos at the editor."""
    return Editor(browser, "santos")


@pytest.mark.parametrize("rule", wording_rules(), ids=lambda rule: rule.name)
def test_whatever_a_rule_blames_can_be_told_in_every_language(rule: Rule) -> None:
    shown = [*examples_in_page(rule)]
    for language in LANGUAGES:
        shown += examples_of(rule, language)
    said = [found.message for each in shown for found in each.findings()]

    templates = {m.template if isinstance(m, Message) else m for m in said}
    assert templates - set(FINDINGS) == set()


def test_the_statement_of_every_rule_can_be_told_in_every_language() -> None:
    first_lines = [
        rule.page.strip().partition("\n")[0]
        for rule in (*wording_rules(), *call_rules())
    ]

    assert set(first_lines) == set(STATEMENTS)


def test_a_finding_is_told_in_the_readers_language(editor: Editor) -> None:
    editor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "nb"
    text = "Please hold. How can I help you?"
    found = editor.sends("judge", revision=0, path=LINE, language="en", text=text)

    assert "Den som ringer, får beskjed om å vente i stedet for å bli spurt." in [
        mark["message"] for mark in found["marks"]
    ]


def test_a_rule_is_stated_in_the_readers_language(editor: Editor) -> None:
    editor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ru"

    page = editor.opens("/rules/GRT101?language=ru").text

    assert "В приветствии названа компания." in page


def test_what_is_kept_of_a_refusal_is_told_later(editor: Editor) -> None:
    later = kept("TON104", Message("'%(said)s' is a word of the trade.", said="IVR"))
    in_norwegian = {"headers": {"Accept-Language": "nb"}}

    with editor.client.application.test_request_context(**in_norwegian):
        assert retold(later) == "TON104 «IVR» er et fagord."
        assert retold("line.yaml:1:1: no company") == "line.yaml:1:1: no company"
