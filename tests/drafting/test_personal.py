"""What is personal is set apart in any language; questions that only sound so are kept."""

from __future__ import annotations

import pytest

from cpsurvey.drafting import draft_codebook
from cpsurvey.exports import DefinedQuestion, Definition
from cpsurvey.report import inspect_survey

from .conftest import export_of

PEOPLE = ["Ann Lee", "Bob Ray", "Cy Fox"] * 4
NAMES = (
    "Employee Name", "Lecturer's Name", "Lecturer\u2019s name", "Name of Lecturer", "Pupil name",
    "Name of your teacher", "कर्मचाऱ्याचे नाव (Employee Name)", "नाव (Name)", "Nombre y apellidos",
    "¿Cuál es su nombre?", "Nombre completo", "Nom et prénom", "Nom, prénom", "Votre nom",
    "Vor- und Nachname", "Ihr Name", "Nome completo", "Nome e cognome", "Seu nome", "Uw naam",
    "Imię i nazwisko", "Jméno a příjmení", "الاسم", "氏名", "姓名", "ФИО", "Фамилия", "이름",
)  # fmt: skip
NOT_NAMES = (
    "What is the name of your authority?", "Name of room", "Name of your team", "School name",
    "Which library do you use, by name?", "Company name", "Name of your company",
    "Name up to three factors", "Nombre de la empresa", "¿Cuál es el nombre de su escuela?",
    "Nom de votre commune", "Nombre d'enfants", "Name der Schule", "Nome da escola",
    "Naam van de school", "Package manager name", "What is the official name of your course?",
    "Who is your favourite teacher by subject?", "Name of the programme", "DISTRICT NAME",
)  # fmt: skip
BIRTHS = (
    "Fecha de nacimiento", "¿Cuál es su fecha de nacimiento?", "Date de naissance", "Geburtsdatum",
    "Data de nascimento", "Data di nascita", "Geboortedatum", "Data urodzenia", "Дата рождения",
    "生年月日", "تاريخ الميلاد", "bday", "birth_date",
)  # fmt: skip
NUMBERS = ("deviceid", "subscriberid", "simid", "device_id", "IMEI", "Pers No.", "Employee No.")


@pytest.mark.parametrize("header", NAMES)
def test_a_name_is_asked_for_in_other_words(drafted, header):
    assert drafted({header: PEOPLE})["type"].tolist() == ["personal"]


@pytest.mark.parametrize("header", NOT_NAMES)
def test_the_name_of_something_else_is_a_question(drafted, header):
    assert drafted({header: ["Attic", "Hall", "Cellar"] * 4})["type"].tolist() == ["single"]


@pytest.mark.parametrize("header", BIRTHS)
def test_a_date_of_birth(drafted, header):
    assert drafted({header: ["1990-01-02", "1985-03-04", "1970-05-06"]})["type"].tolist() == [
        "personal"
    ]


@pytest.mark.parametrize("header", NUMBERS)
def test_a_number_that_stands_for_a_device_or_a_person(drafted, header):
    cells = [str(350_000_000_000_000 + 7_919 * n) for n in range(30)]
    assert drafted({header: cells})["type"].tolist() == ["personal"]


def contact(addresses, others):
    cells = [f"ann{n}@example.org" if n % 2 else f"0900 555 01{n:02d}" for n in range(addresses)]
    return [*cells, *(f"no, not {n}" for n in range(others))]


@pytest.mark.parametrize(
    ("header", "addresses", "others", "kind"),
    [
        ("Would you take part in an interview? If yes leave your contact", 3, 97, "personal"),
        ("Would you take part in an interview? If yes leave your contact", 2, 98, "text"),
        ("Anything else?", 20, 80, "personal"),
        ("Anything else?", 19, 81, "text"),
    ],
)
def test_some_leave_an_address_or_a_number(drafted, header, addresses, others, kind):
    assert drafted({header: contact(addresses, others)})["type"].tolist() == [kind]


def test_addresses_among_words_are_found(drafted):
    cells = [f"Yes: ann{n}@example.org" for n in range(9)] + [
        f"call 0900 555 01{n}" for n in (20, 21)
    ]
    cells += [f"rather not {n}" for n in range(19)]
    assert drafted({"Take part again?": cells})["type"].tolist() == ["personal"]


def test_names_of_third_persons_are_nowhere():
    export = export_of({"Lecturer's Name": ["Prof. Yarrow", "Dr. Sorrel"] * 10, "How?": ["A"] * 20})
    draft = draft_codebook(export)
    said = inspect_survey(export, draft.questions) + "".join(draft.files.values())
    assert "Yarrow" not in said
    assert "Sorrel" not in said


def test_a_definition_that_asks_for_a_name_is_no_reason_to_keep_it():
    asked = DefinedQuestion("Q1", "What is your full name?", "text", ("Q1",))
    definition = Definition("a.qsf", "qualtrics", "A", (asked,))
    found = draft_codebook(export_of({"Q1": PEOPLE}), definition=definition).questions
    assert found[["type", "confidence", "why"]].values.tolist() == [
        ["personal", "likely", "it seems to hold a name"]
    ]
