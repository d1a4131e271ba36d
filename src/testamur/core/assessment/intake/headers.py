"""Column headings, as people and systems write them in five languages, to our fields."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from testamur.core.model.microcredential import Assessment

# Our field → headings as `normalise` leaves them (English, Spanish, Catalan, Malay, French; Moodle and OneRoster).
PERSON: dict[str, frozenset[str]] = {
    "name": frozenset(
        {
            "full name", "name and surname", "learner", "learner name", "student", "student name", "participant",
            "participant name", "recipient", "recipient name", "holder", "nombre completo", "nombre y apellidos",
            "alumno", "estudiante", "participante", "nom complet", "nom i cognoms", "estudiant", "alumne",
            "nama penuh", "nama pelajar", "pelajar", "peserta", "nama peserta", "nom et prenom", "etudiant",
            "apprenant",
        }
    ),
    "first_name": frozenset(
        {"first name", "firstname", "given name", "givenname", "given names", "forename", "prenom", "nama pertama"}
    ),
    "last_name": frozenset(
        {
            "last name", "lastname", "surname", "family name", "familyname", "apellido", "apellidos", "apellido s",
            "cognom", "cognoms", "nom de famille", "nama keluarga", "nama akhir",
        }
    ),
    "email": frozenset(
        {
            "email", "e mail", "mail", "email address", "e mail address", "correo", "correo electronico",
            "direccion de correo", "direccion email", "correu", "correu electronic", "adreca electronica", "emel",
            "e mel", "alamat emel", "alamat e mel", "courriel", "adresse de courriel", "adresse email",
            "adresse e mail", "adresse electronique",
        }
    ),
    "identifier": frozenset(
        {
            "id", "identifier", "id number", "idnumber", "student id", "student number", "learner id", "matric number",
            "matric no", "user id", "numero de id", "numero de identificacion", "identificador", "dni", "numero d id",
            "numero d identificacio", "nombor id", "no matrik", "nombor matrik", "no pelajar", "identifiant",
            "numero d identification", "numero etudiant", "matric", "matrik", "matriculation number", "student no",
            "registration number", "id pelajar", "nombor pelajar", "nombor matriks", "no kad matrik", "matricula",
            "numero de matricula", "no de matricula", "num de matricula", "numero de estudiante", "numero de alumno",
            "numero de expediente", "numero d estudiant", "numero d alumne", "numero d expedient", "matricule",
            "numero de matricule", "numero d etudiant",
        }
    ),
    "completed_on": frozenset(
        {
            "completed on", "completed", "completion date", "date completed", "date", "award date", "awarded on",
            "fecha", "fecha de finalizacion", "data", "data de finalitzacio", "tarikh", "tarikh tamat", "date de fin",
            "date d achevement",
        }
    ),
    "passed": frozenset(
        {
            "passed", "pass", "result", "status", "outcome", "rule met", "aprobado", "resultado", "estado", "aprovat",
            "resultat", "estat", "lulus", "keputusan", "reussi", "statut", "admis",
        }
    ),
    "supervised": frozenset({"supervised", "proctored", "supervisado", "supervisat", "diawasi", "surveille"}),
    "identity": frozenset(
        {
            "identity", "identity checked", "id checked", "identity verified", "identidad verificada",
            "identitat verificada", "identiti disahkan", "identite verifiee",
        }
    ),
    "total": frozenset(
        {
            "total", "course total", "percent", "percentage", "grade", "mark", "score", "final grade", "final mark",
            "total del curso", "nota", "nota final", "calificacion", "puntuacion", "total del curs", "qualificacio",
            "jumlah", "markah", "gred", "peratus", "total du cours", "note", "note finale", "pourcentage",
        }
    ),
}  # fmt: skip

# A person's number, or merely the number of the row; the cells below decide.
_NUMBER = frozenset({"number", "no", "num", "nr", "nombor", "bil", "numero"})

# Means the whole name where it stands alone, and the other half where only one half has a column of its own.
_NAME = frozenset({"name", "nombre", "nom", "nama"})

_PARTS = {"passed": PERSON["passed"], "date": frozenset({"date", "taken on", "fecha", "data", "tarikh"})}
_PARTS |= {"supervised": PERSON["supervised"], "identity": PERSON["identity"]}

_PERCENT = frozenset({"percentage", "percent", "porcentaje", "percentatge", "peratusan", "peratus", "pourcentage"})
_POINTS = frozenset({"real", "points", "brut", "valor real", "reel", "reelle", "sebenar"})
_LETTER = frozenset({"letter", "letra", "lletra", "lettre", "huruf"})
_KIND = re.compile(r"^(?P<stem>.*)\((?P<kind>[^()]*)\)\s*$", re.DOTALL)
OUT_OF = re.compile(
    r"(?P<stem>.*?)[\s(\[]*(?:/|\bout of\b)\s*(?P<scale>[0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*[)\]]?\s*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: our ``field`` (empty where unknown), how marks are written, and out of how many.

    ``form`` is ``percent``, ``points`` (out of an unnamed number) or empty. A field of an assessment is its id, or its
    id, a dot, and one of ``passed``, ``date``, ``supervised``, ``identity``.
    """

    field: str
    form: str = ""
    scale: str = ""


def normalise(text: str) -> str:
    """Return *text* without case, accents and punctuation: ``"E-mail address "`` becomes ``"e mail address"``."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold()).split())


def understand(header: str, assessments: tuple[Assessment, ...]) -> Heading:
    """Return what one heading says, on its own."""
    stem, form, scale = _split(header)
    if form == "letter":
        return Heading("")
    if form or scale:
        found = assessment_of(stem, assessments) or ("total" if normalise(stem) in PERSON["total"] else "")
        return Heading(found, form, scale)
    written = normalise(header)
    if assessment := assessment_of(header, assessments):
        return Heading(assessment)
    for field, names in PERSON.items():
        if written in names:
            return Heading(field)
    if written in _NUMBER:
        return Heading("identifier?")
    return Heading("name?") if written in _NAME else Heading(_part(written, assessments))


def settle_names(headings: list[Heading]) -> list[Heading]:
    """Decide what a bare "nom" or "nombre" means from its neighbours: prénom + nom, nombre + apellidos, or alone."""
    fields = {heading.field for heading in headings}
    meaning = "name"
    if "first_name" in fields and "last_name" not in fields:
        meaning = "last_name"
    elif "last_name" in fields and "first_name" not in fields:
        meaning = "first_name"
    elif "name" in fields or "first_name" in fields:
        meaning = ""
    return [Heading(meaning) if heading.field == "name?" else heading for heading in headings]


def settle_numbers(headings: list[Heading], counters: frozenset[int]) -> list[Heading]:
    """Decide what a bare "No." means: a person's number, unless it counts the rows or a plainer heading has it."""
    is_taken = any(heading.field == "identifier" for heading in headings)
    settled = []
    for index, heading in enumerate(headings):
        is_person = heading.field == "identifier?" and index not in counters and not is_taken
        is_taken = is_taken or is_person
        settled.append(Heading("identifier" if is_person else "") if heading.field == "identifier?" else heading)
    return settled


def _split(header: str) -> tuple[str, str, str]:
    """Return the heading without its kind and scale, the kind (percent, points, letter or empty), and the scale."""
    if match := _KIND.match(header):
        kind = normalise(match["kind"])
        for form, names in (("percent", _PERCENT), ("points", _POINTS), ("letter", _LETTER)):
            if kind in names:
                return match["stem"], form, ""
    if header.rstrip().endswith("%"):
        return header.rstrip()[:-1], "percent", ""
    match = OUT_OF.fullmatch(header)
    return (
        (match["stem"], "", match["scale"].replace(",", ".")) if match and match["stem"].strip() else (header, "", "")
    )


def assessment_of(stem: str, assessments: tuple[Assessment, ...]) -> str:
    """Return the id of the one assessment that *stem* names by id or title, with or without "Quiz:" before it."""
    for candidate in (stem, stem.partition(":")[2]):
        written = normalise(candidate)
        found = {one.id for one in assessments if written and written in _names(one)}
        if len(found) == 1:
            return found.pop()
    return ""


def _names(assessment: Assessment) -> set[str]:
    return {normalise(assessment.id), *(normalise(title) for title in assessment.title.values())}


def _part(written: str, assessments: tuple[Assessment, ...]) -> str:
    """Return ``exam.date`` for "Exam date" and the like, or nothing."""
    for one in assessments:
        for name in _names(one):
            rest = written.removeprefix(name).strip()
            for part, words in _PARTS.items():
                if rest != written and rest in words:
                    return f"{one.id}.{part}"
    return ""
