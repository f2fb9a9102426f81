"""Child process: words on standard input, MP3 from the online voice to a file.

Started by `gtts_voice` only, which ends it when its time is up. The library sends
its requests without checking certificates; here they are checked.
"""

import sys
import warnings
from typing import Any


def main(language: str, path: str) -> None:
    warnings.simplefilter("ignore")
    import requests
    from gtts import gTTS

    send = requests.Session.send

    def send_checked(
        session: requests.Session, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        return send(session, request, **options | {"verify": True})

    requests.Session.send = send_checked  # type: ignore[assignment,method-assign]
    words = sys.stdin.buffer.read().decode("utf-8")
    gTTS(words, lang=language, timeout=5).save(path)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2])
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}")
        sys.exit(1)
