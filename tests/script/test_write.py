"""What `ivr new` writes reads back as what its owner said."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.languages import CODES
from ivr.script.answers import (
    AnsweringAgent,
    AnsweringDepartment,
    Answers,
    answering,
)
from ivr.script.errors import ScriptError
from ivr.script.load import read
from ivr.script.model import Script
from ivr.script.starting import starting
from ivr.script.write import quoted, write

KARI = AnsweringAgent("Kari", "+4721000101")
ANDREI = AnsweringAgent("Андрей", "+74950000101")
NAMES = st.text(
    st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x2100),
    min_size=1,
    max_size=40,
)


def written(answers: Answers) -> Script:
    return read(write(answers), "line.yaml").script


def company(name: str, *languages: str) -> Answers:
    front_desk = AnsweringDepartment("front desk", (KARI,))
    return Answers(name, languages or ("en",), (front_desk,))


@pytest.mark.parametrize("language", CODES)
def test_every_usual_department_of_every_language_loads(language: str) -> None:
    kinds = starting(language).departments
    departments = tuple(
        AnsweringDepartment(kind.names[0], (KARI,)) for kind in kinds.values()
    )

    script = written(Answers("Fjord Tann", (language,), departments))

    assert list(script.departments) == list(kinds)
    for key, kind in kinds.items():
        assert script.departments[key].name.in_(language) == kind.names[0]
        assert script.departments[key].handles.in_(language) == kind.handles


@pytest.mark.parametrize("language", CODES)
def test_each_language_is_one_of_the_four_with_its_own_comments(language: str) -> None:
    said = starting(language)

    assert said.comments.keys() == starting("en").comments.keys()
    assert said.questions.keys() == starting("en").questions.keys()
    assert said.departments.keys() == starting("en").departments.keys()
    assert len({kind.handles[0] for kind in said.departments.values()}) == 5


def test_a_usual_department_speaks_every_language_of_the_script() -> None:
    desk = AnsweringDepartment("Resepsjonen", (KARI,))
    script = written(Answers("Fjord Tann", ("nb", "en"), (desk,)))

    name = script.departments["front-desk"].name
    assert (name.in_("nb"), name.in_("en")) == ("Resepsjonen", "the front desk")
    assert script.country == "NO"
    assert script.timezone == "Europe/Oslo"


def test_a_department_of_its_own_name_has_a_key_in_plain_letters() -> None:
    departments = (
        AnsweringDepartment("Blåbærøl", (KARI,)),
        AnsweringDepartment("отдел ёлок", (ANDREI,)),
    )
    script = written(Answers("Fjord Tann", ("nb",), departments))

    assert list(script.departments) == ["blabaerol", "department-2"]
    assert script.departments["department-2"].name.in_("nb") == "отдел ёлок"


def test_two_departments_of_one_kind_have_two_keys() -> None:
    departments = (
        AnsweringDepartment("sales", (KARI,)),
        AnsweringDepartment("orders", (KARI,)),
    )

    assert list(written(Answers("X1", ("en",), departments)).departments) == [
        "sales",
        "sales-2",
    ]


def test_nine_departments_in_four_languages_load() -> None:
    departments = tuple(AnsweringDepartment(f"team {n}", (KARI,)) for n in range(9))

    script = written(Answers("Fjord Tann", CODES, departments))

    assert [d.key for d in script.departments.values()] == [
        *("1", "2", "3", "4", "5"),
        *(None, None, None, None),
    ]


@pytest.mark.parametrize(
    "name",
    ["no", "null", "Bo & Co", "Dental: North", "# one", "- a", "O'Hara", 'Joe "J" Doe'],
)
def test_a_name_that_yaml_would_take_for_something_else(name: str) -> None:
    assert written(company(name)).company.in_("en") == name


def test_ordinary_names_are_written_without_quotes() -> None:
    assert quoted("Аптека «Ромашка»") == "Аптека «Ромашка»"
    assert quoted("Northside Dental") == "Northside Dental"
    assert quoted("12-25") == '"12-25"'
    assert quoted("Yes") == '"Yes"'


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES, NAMES, st.sampled_from(CODES))
def test_names_survive_writing_or_are_refused(
    name: str, department: str, agent: str, language: str
) -> None:
    people = (AnsweringAgent(agent, "+4721000101"),)
    answers = Answers(name, (language,), (AnsweringDepartment(department, people),))
    try:
        script = written(answers)
    except ScriptError as error:
        print(error)
        return

    said = " ".join(unicodedata.normalize("NFC", name.replace("\u00ad", "")).split())
    assert script.company.in_(language) == said


def test_several_agents_of_one_department() -> None:
    assert answering(["sales"], ["Kari", "Jonas"], ["1", "2"]) == (
        AnsweringDepartment(
            "sales", (AnsweringAgent("Kari", "1"), AnsweringAgent("Jonas", "2"))
        ),
    )


def test_one_agent_for_each_department_and_one_phone_for_all() -> None:
    assert answering(["sales", "billing"], ["Kari", "Jonas"], ["1"]) == (
        AnsweringDepartment("sales", (AnsweringAgent("Kari", "1"),)),
        AnsweringDepartment("billing", (AnsweringAgent("Jonas", "1"),)),
    )


@pytest.mark.parametrize(
    ("departments", "agents", "phones", "said"),
    [
        (["sales"], ["Kari", "Jonas", "Mia"], ["1", "2"], "one phone for each agent"),
        (["a", "b", "c"], ["Kari", "Jonas"], ["1"], "one agent for each department"),
    ],
)
def test_answers_that_do_not_fit(
    departments: list[str], agents: list[str], phones: list[str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        answering(departments, agents, phones)
