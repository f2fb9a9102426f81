"""`ivr schema`: the JSON Schema of call scripts, for editors."""

import click


@click.command(
    epilog="Example: ivr schema > line.schema.json, then begin the call script with "
    "'# yaml-language-server: $schema=line.schema.json'."
)
def command() -> None:
    """Prints the JSON Schema of call scripts, for editors."""
    from ivr.script.schema import schema_text

    click.echo(schema_text(), nl=False)
