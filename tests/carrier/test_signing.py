"""The published vectors of the signature."""

import pytest

from ivr.carrier.signing import body_digest, signature

U = "https://mycompany.com/myapp.php?foo=1&bar=2"
P = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}.items()
REPEATED = [
    ("Sid", "CA123"),
    ("SidAccount", "AC123"),
    ("Digits", "5678"),
    ("Digits", "1234"),
    ("Digits", "1234"),
]
BINDINGS = [
    ("MessagingBinding.Address", "+1325xxxxxxx"),
    ("MessagingBinding.Address", "+1415xxxxxxx"),
]
JSON_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
EMPTY_HASH = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def at(host: str, scheme: str = "https") -> str:
    return U.replace("https", scheme).replace("mycompany.com", host)


@pytest.mark.parametrize(
    ("url", "parameters", "expected"),
    [
        (U, P, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (at("mycompany.com:1234", "http"), P, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        (at("mycompany.com:443"), P, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (at("mycompany.com:80", "http"), P, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        (U, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        (f"{U}&bodySHA256={JSON_HASH}", (), "a9nBmqA0ju/hNViExpshrM61xv4="),
        (
            f"https://mycompany.com/myapp.php?bodySHA256={JSON_HASH}",
            (),
            "y77kIzt2vzLz71DgmJGsen2scGs=",
        ),
        (
            f"{at('mycompany.com:443')}&bodySHA256={EMPTY_HASH}",
            (),
            "Ldidvp12m26NI7eqEvxnEpkd9Hc=",
        ),
        (at("user:pass@mycompany.com"), P, "CukzLTc1tT5dXEDIHm/tKBanW10="),
        (at("user@mycompany.com"), P, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
        (at("user:pass@mycompany.com:443"), P, "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI="),
        (f"{U}&Body=It%27s+amazing", P, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
        (U, BINDINGS, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
        (U, BINDINGS[::-1], "83O6e2vORAoJHUNzJjDWN1jz+BA="),
    ],
)
def test_it_signs_as_published(url, parameters, expected):
    assert signature("12345", url, parameters) == expected


def test_the_digest_of_a_body_is_its_sha256():
    assert body_digest(b'{"property": "value", "boolean": true}') == JSON_HASH
    assert body_digest(b"{}") == EMPTY_HASH
