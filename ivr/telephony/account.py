"""The account at Twilio: its REST client, with a deadline on each request."""

import logging
from typing import Any

REST_TIMEOUT = 10  # seconds


def twilio_client(settings: Any, http_client: Any = None) -> Any:
    """Twilio's client, pointed at TWILIO_API_URL, with a deadline on each request."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from ivr.config import TWILIO_API

    for chatty in ("twilio.http_client", "urllib3"):  # they log the numbers called
        logging.getLogger(chatty).setLevel(logging.WARNING)
    client = Client(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        http_client=http_client or TwilioHttpClient(timeout=REST_TIMEOUT),
    )
    if settings.twilio_api_url != TWILIO_API:
        client.api.base_url = settings.twilio_api_url
    return client
