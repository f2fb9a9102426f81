"""Russian numbers as words, in the cases that the line needs."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOMINATIVE = _words(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать "
    "двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
    "восемнадцать девятнадцать"
)
NOMINATIVE_TENS = _words(
    "_ десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят "
    "девяносто"
)
GENITIVE = _words(
    "ноля одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати "
    "двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати "
    "восемнадцати девятнадцати"
)
GENITIVE_TENS = _words(
    "_ десяти двадцати тридцати сорока пятидесяти шестидесяти семидесяти "
    "восьмидесяти девяноста"
)
ORDINAL_STEMS = _words(
    "_ перв втор треть четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат "
    "тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат "
    "двадцат"
)
FEMININE = {"один": "одну", "два": "две", "одного": "одной"}


def cardinal(number: int) -> str:
    """0 to 99, as in "один человек": "двадцать один" for 21."""
    return _compound(number, NOMINATIVE, NOMINATIVE_TENS)


def genitive(number: int) -> str:
    """0 to 99, as in "до девяти": "двадцати одного" for 21."""
    return _compound(number, GENITIVE, GENITIVE_TENS)


def feminine(numeral: str) -> str:
    """The numeral before "минуту" or "минуты": "двадцать одну"."""
    start, space, last = numeral.rpartition(" ")
    return start + space + FEMININE.get(last, last)


def counted(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun after a number: минута, минуты, минут."""
    if number % 100 in range(11, 15) or number % 10 not in range(1, 5):
        return many
    return one if number % 10 == 1 else few


def day_of_month(day: int, ending: str) -> str:
    """1 to 31 with "ого" or "ое": "двадцать первого"."""
    if day == 30:
        return f"тридцат{ending}"
    if day > 20:
        return f"{NOMINATIVE_TENS[day // 10]} {day_of_month(day % 10, ending)}"
    soft = {"ого": "его", "ое": "е"}[ending]
    return ORDINAL_STEMS[day] + (soft if day == 3 else ending)


def _compound(number: int, ones: tuple[str, ...], tens: tuple[str, ...]) -> str:
    if number < len(ones):
        return ones[number]
    ten, one = divmod(number, 10)
    return f"{tens[ten]} {ones[one]}" if one else tens[ten]
