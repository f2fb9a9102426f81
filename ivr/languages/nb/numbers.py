"""Norwegian numbers as words."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONES = _words(
    "null én to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten "
    "seksten sytten atten nitten"
)
TENS = _words("_ ti tjue tretti førti femti seksti sytti åtti nitti")
ORDINALS = _words(
    "_ første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte "
    "tolvte trettende fjortende femtende sekstende syttende attende nittende tjuende"
)


def cardinal(number: int) -> str:
    """0 to 99, as in "én time": "tjueén" for 21."""
    if number < len(ONES):
        return ONES[number]
    ten, one = divmod(number, 10)
    return TENS[ten] + (ONES[one] if one else "")


def neuter(number: int) -> str:
    """0 to 99, as in "ett minutt": "tjueett" for 21."""
    return cardinal(number).replace("én", "ett")


def day_of_month(day: int) -> str:
    """1 to 31: "tjueførste" for 21."""
    if day < len(ORDINALS):
        return ORDINALS[day]
    ten, one = divmod(day, 10)
    return f"{TENS[ten]}{ORDINALS[one]}" if one else "trettiende"
