"""Who lives in the demo: the universities, and the people whom a visitor can be with one click."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A university. ``hue`` is its accent, 0-359."""

    code: str
    name: str
    country: str
    url: str
    hue: int
    language: str
    legal_name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to sign in as. ``story`` is a code for what is worth seeing with their eyes, or empty."""

    email: str
    name: str
    role: str
    place: str
    story: str = ""


MARINA, SELAT, CAPE = "marina", "selat", "southern-cape"
PONENT, RHEINTAL, SHANNONSIDE = "ponent", "rheintal", "shannonside"

PLACES = (
    Place(
        SELAT,
        "Universiti Awam Selat",
        "MY",
        "https://selat.example.edu/",
        hue=18,
        language="ms",
        email="mikro@selat.example.edu",
    ),
    Place(
        MARINA,
        "Universitat Oberta de la Marina",
        "ES",
        "https://marina.example.edu/",
        hue=205,
        language="ca",
        legal_name="Fundació Universitat Oberta de la Marina",
        email="microcredentials@marina.example.edu",
    ),
    Place(
        CAPE,
        "Southern Cape University",
        "AU",
        "https://southerncape.example.edu/",
        hue=152,
        language="en",
        email="short@southerncape.example.edu",
    ),
    Place(PONENT, "Universitat de les Terres de Ponent", "ES", "https://ponent.example.edu/", hue=42, language="ca"),
    Place(
        RHEINTAL,
        "Rheintal Credential Office",  # signs on behalf of the university, as the definition says
        "DE",
        "https://credentials.rheintal.example.edu/",
        hue=265,
        language="en",
    ),
    Place(
        SHANNONSIDE,
        "University of Shannonside",
        "IE",
        "https://shannonside.example.edu/",
        hue=115,
        language="en",
        email="teaching@shannonside.example.edu",
    ),
)

# The learner with a story: credentials of two universities, a result that is pending at a third, a course half done.
FARAH = Person("farah@mail.example.org", "Farah Nadzirah binti Osman", "learner", SELAT, "two-held-one-pending")
RENEWER = Person("suresh@mail.example.org", "Suresh a/l Murugan", "learner", SELAT, "renewed")
AINA = Person("aina@mail.example.org", "Aina Roca-Ferrer i Solé", "learner", MARINA, "suspended")
OCONNOR = Person("liam@mail.example.org", "Liam O'Connor", "learner", CAPE, "two-of-three")

# A second registrar in each of the large ones: an appeal is for somebody who had no part in the decision.
DEPUTY = Person("azlan@selat.example.edu", "Azlan bin Mat Nor", "registrar", SELAT, "appeals")

PEOPLE = (
    FARAH,
    Person("registrar@selat.example.edu", "Hjh. Rosnah binti Abdul Latif", "registrar", SELAT, "queue"),
    DEPUTY,
    Person("instructor@selat.example.edu", "Tan Wei Ling", "instructor", SELAT, "import"),
    Person("designer@selat.example.edu", "Nur Aisyah binti Rahman", "designer", SELAT),
    Person("reviewer@selat.example.edu", "Kavitha Subramaniam", "reviewer", SELAT),
    Person("partner@selat.example.edu", "Lau Siew Ping", "partner", SELAT),
    Person("administrator@selat.example.edu", "Faizal bin Hamzah", "administrator", SELAT, "jobs"),
    RENEWER,
    AINA,
    Person("registrar@marina.example.edu", "Jordi Bonastre i Camps", "registrar", MARINA, "revoked"),
    Person("vicesecretaria@marina.example.edu", "Carme Vilaseca i Pons", "registrar", MARINA, "appeals"),
    Person("instructor@marina.example.edu", "Núria Casademunt", "instructor", MARINA),
    Person("designer@marina.example.edu", "Mireia Solanas i Puig", "designer", MARINA),
    Person("reviewer@marina.example.edu", "Gorka Aldasoro", "reviewer", MARINA),
    Person("partner@marina.example.edu", "Joost van der Berg", "partner", MARINA),
    Person("administrator@marina.example.edu", "Xènia Cardona", "administrator", MARINA),
    OCONNOR,
    Person("registrar@southerncape.example.edu", "Heather McAllister", "registrar", CAPE, "pending"),
    Person("appeals@southerncape.example.edu", "Mere Tamihana", "registrar", CAPE, "appeals"),
    Person("instructor@southerncape.example.edu", "Dr Eleni Papadakis", "instructor", CAPE),
    Person("designer@southerncape.example.edu", "Priya Raghunathan", "designer", CAPE),
    Person("reviewer@southerncape.example.edu", "Dr Tane Rangihuna", "reviewer", CAPE),
    Person("partner@southerncape.example.edu", "Marcus Whitfield", "partner", CAPE, "industry"),
    Person("administrator@southerncape.example.edu", "Bao-Trân Nguyễn", "administrator", CAPE),
)

# The three guests of the alliance publish one or two units each; a few people there are enough.
GUESTS = (
    Person("registrar@ponent.example.edu", "Laia Ferrer i Vidal", "registrar", PONENT),
    Person("instructor@ponent.example.edu", "Ignacio Quiñones Ruiz", "instructor", PONENT),
    Person("registrar@rheintal.example.edu", "Prof. Dr. Anke Brömmelhaus", "registrar", RHEINTAL),
    Person("instructor@rheintal.example.edu", "Yusuf Karaköse", "instructor", RHEINTAL),
    Person("registrar@shannonside.example.edu", "Siobhán Ní Bhriain", "registrar", SHANNONSIDE),
    Person("instructor@shannonside.example.edu", "Grace Adeyemi", "instructor", SHANNONSIDE),
)
