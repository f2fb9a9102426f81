"""The code of the telephone line."""

from array import array

from ivr.speech.mulaw import linear, mulaw


def test_silence_is_coded_as_ff():
    assert mulaw(bytes(4)) == b"\xff\xff"


def test_the_loudest_samples_have_the_codes_of_g711():
    assert mulaw(array("h", [32767, -32768]).tobytes()) == b"\x80\x00"


def test_every_code_survives_decoding_and_coding():
    every = bytes(code for code in range(256) if code != 0x7F)

    assert mulaw(linear(every)) == every


def test_a_sample_is_off_by_less_than_four_percent_after_the_line():
    samples = array("h", range(1000, 32000, 7))
    heard = array("h")
    heard.frombytes(linear(mulaw(samples.tobytes())))

    assert all(abs(a - b) / a < 0.04 for a, b in zip(samples, heard, strict=True))
