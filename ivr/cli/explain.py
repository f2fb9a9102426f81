"""`ivr explain`: the manual page of a rule, of words or of calls."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ivr.wording.manual import Page

PROVED = "proved"


@click.command(
    "explain",
    epilog="Example: ivr explain HLD101 or ivr explain hold-without-asking",
)
@click.argument("rule", metavar="[RULE]", required=False)
@click.option("--all", "everything", is_flag=True, help="Print docs/rules.md.")
def command(rule: str | None, everything: bool) -> None:
    """Print the manual page of RULE, a code or a name; without it, list all rules."""
    from ivr.wording.manual import as_text, markdown

    book = sorted(pages())
    if everything:
        click.echo("\n".join(markdown(book)))
    elif rule is None:
        for page in book:
            click.echo(f"{page.code}  {page.name:24} {_statement(page)}")
    else:
        click.echo(as_text(_found(rule, book)))


def pages() -> Iterator["Page"]:
    """The pages of both families of rules."""
    from ivr.etiquette.rulebook import rulebook
    from ivr.wording.manual import Page
    from ivr.wording.manual import pages as wording_pages

    yield from wording_pages()
    for call_rule in rulebook():
        yield Page(
            call_rule.code, call_rule.name, PROVED, call_rule.serves, call_rule.page
        )


def _statement(page: "Page") -> str:
    return page.text.strip().partition("\n")[0]


def _found(rule: str, book: list["Page"]) -> "Page":
    from difflib import get_close_matches

    for page in book:
        if rule.upper() == page.code or rule.lower() == page.name:
            return page
    known = [word for page in book for word in (page.code, page.name)]
    near = get_close_matches(rule.upper(), known, 1) or get_close_matches(
        rule.lower(), known, 1
    )
    hint = f" Did you mean {near[0]!r}?" if near else " ivr explain lists them."
    raise click.UsageError(f"There is no rule {rule!r}.{hint}")
