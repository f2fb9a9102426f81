"""`ivr connect`: points a Twilio number at this line."""

import os

import click

from ivr.cli.failing import fail, plain_errors


@click.command(epilog="Example: ivr connect +12135550100")
@click.argument("number")
def command(number: str) -> None:
    """Set the voice, fallback and status URLs of a Twilio NUMBER of yours to this line.

    Needs PUBLIC_BASE_URL, TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.
    """
    with plain_errors():
        _connect(number)


def _connect(number: str) -> None:
    from ivr.config import Settings
    from ivr.telephony.account import twilio_client
    from ivr.telephony.links import OVERRIDE

    settings = Settings.from_environment(os.environ)
    needed = {
        "PUBLIC_BASE_URL": settings.public_base_url,
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        fail(
            f"set {', '.join(missing)} first; docs/deploying.md says where to find them"
        )
    client = twilio_client(settings)
    try:
        owned = client.incoming_phone_numbers.list(phone_number=number, limit=1)
        if not owned:
            fail(f"the account has no number {number}; write it as +12135550100")
        base = settings.public_base_url
        owned[0].update(
            voice_url=f"{base}/voice{OVERRIDE}",
            voice_method="POST",
            voice_fallback_url=f"{base}/voice/fallback",
            voice_fallback_method="POST",
            status_callback=f"{base}/voice/status",
            status_callback_method="POST",
        )
    except SystemExit:
        raise
    except Exception as error:
        fail(f"Twilio could not be reached or refused: {error}")
    click.echo(f"{number} is answered by {settings.public_base_url}/voice.")
    click.echo(
        "For the day this host is down, put the document of `ivr export --to fallback` "
        "on another host and set it as the number's fallback URL."
    )
