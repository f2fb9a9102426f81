"""How every command fails: plain words on standard error, exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

UNUSABLE = 2


@contextmanager
def plain_errors() -> Iterator[None]:
    """What a user did wrong is said in a sentence; no traceback reaches a terminal."""
    from ivr.config import SettingsError
    from ivr.script.errors import ScriptError

    try:
        yield
    except (ScriptError, SettingsError) as error:
        fail(str(error))
    except FileNotFoundError as error:
        fail(f"{error.filename}: there is no such file")
    except (IsADirectoryError, PermissionError, UnicodeDecodeError) as error:
        fail(
            f"{getattr(error, 'filename', None) or 'the file'} cannot be read: {error}"
        )


def fail(message: str) -> None:
    """Says what is wrong and ends the command."""
    click.echo(message, err=True)
    sys.exit(UNUSABLE)
