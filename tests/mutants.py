"""A realistic credential, and what strange writers and vandals make of it: the same ones for every test that asks."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
_ACHIEVEMENT = "https://badges.example.edu/achievements/data-stewardship"
_NAMES = ["Ada Lovelace", "Zoë Żak", 'Tom "T" O\'Neil', "Νίκη Παπαδοπούλου", "李雷", "José Müller-Lüdenscheidt"]

_TEXTS = [
    *("plain", "Zoë", "李雷", 'a"b', "back\\slash", "tab\tx", "nl\nx", "cr\rx", "\x08\x0c", "\x00", "\x1f", "\x7f"),
    *("\x85", "\u2028", "\U0001f600", "\ufffd", "\ue000", "\ue0000\ue001", "", " lead", "_:b0", "urn:bnid:x", "<x>"),
    *("{}", "5", "true", "e\u0301", "\uff5e~", "x" * 500, "100 %", "%b"),
]
_ADDRESSES = [
    *("urn:uuid:1", "https://é.example/ü", "http://ex.org/a b", "rel/path", "did:key:z", "ex", "a:b", "mailto:x@y.z"),
    *("_:b1", "urn:a<b", "urn:x\\y", "http://ex.org/\U0001f600", "schema:foo", "https://ex.org/%zz", "xsd:date"),
    *("id:x", "name:y", "https://relative.invalid/x", "@id", ":", "x:", "urn:%b"),
]
_NEW_TEXTS = [*_TEXTS, "urn:uuid:9", "https://ex.org/x", "did:key:zz", "A", "60"]
_NEW_ADDRESSES = [*_ADDRESSES, *(f"urn:uuid:{number}" for number in range(20)), *(f"did:x:{n}" for n in range(20))]
_OFTEN = 0.8
_VALUES: list[Any] = [
    *(0, 1, -1, 5, 5.0, 7.5, 1e21, 1e22, 10**21, 10**25, -0.0, 0.1, 1 / 3, 1e-7, 123456789012345680000, 2**53),
    *(True, False, None, [], {}, [[]], [None], {"@value": "v"}, {"@value": 3}, {"@id": "urn:z"}, {"id": "urn:z"}),
]
_MEMBERS = [
    *(
        "name",
        "description",
        "image",
        "tag",
        "alignment",
        "foo",
        "https://ex.org/p",
        "@id",
        "@type",
        "creator",
        "email",
    ),
    *("related", "evidence", "termsOfUse", "refreshService", "holder", "endorsement", "@context", "@graph", "@index"),
]


def achievement() -> dict[str, Any]:
    return {
        "id": _ACHIEVEMENT,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": "Data Stewardship for Public Services",
        "inLanguage": "en",
        "humanCode": "DSP-601",
        "creditsAvailable": 5,
        "description": "Governing, documenting and sharing public data: 125 hours, at level 6.",
        "criteria": {"id": f"{_ACHIEVEMENT}/criteria", "narrative": "A plan for a real data set, and an examination."},
        "creator": {"id": "https://badges.example.edu/ict", "type": ["Profile"], "name": "Faculty of ICT"},
        "image": {"id": "https://badges.example.edu/601.png", "type": "Image", "caption": "A blue disc"},
        "tag": ["data governance", "FAIR", "open data"],
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": name,
                "targetUrl": f"http://data.europa.eu/esco/skill/{number}",
                "targetFramework": "ESCO",
                "targetType": "ext:ESCOSkill",
            }
            for number, name in enumerate(["manage data", "information confidentiality", "draft policy"])
        ],
        "resultDescription": [
            {
                "id": f"{_ACHIEVEMENT}#grade",
                "type": ["ResultDescription"],
                "name": "Final grade",
                "resultType": "LetterGrade",
                "allowedValue": ["F", "E", "D", "C", "B", "A"],
                "requiredValue": "E",
            },
            {
                "id": f"{_ACHIEVEMENT}#exam",
                "type": ["ResultDescription"],
                "name": "Examination",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            },
        ],
    }


def credential(
    number: int = 0, issuer: str = "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"
) -> dict[str, Any]:
    """Return one of many credentials for the same achievement; the same number gives the same one."""
    pick = random.Random(number)
    index = str(pick.randrange(131_072))
    start = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(seconds=pick.randrange(86_400 * 60))
    awarded = start.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:{pick.getrandbits(128):032x}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Stewardship for Public Services",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example University", "url": "https://www.example.edu"},
        "validFrom": awarded,
        "validUntil": awarded.replace("2026", "2031"),
        "awardedDate": awarded,
        "credentialSubject": {
            "id": f"did:example:learner:{pick.getrandbits(64):016x}",
            "type": ["AchievementSubject"],
            "activityStartDate": "2026-02-02",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": pick.choice(_NAMES),
                    "identityType": "name",
                }
            ],
            "achievement": achievement(),
            "result": [
                {"type": ["Result"], "resultDescription": f"{_ACHIEVEMENT}#grade", "value": pick.choice("ABCDE")},
                {
                    "type": ["Result"],
                    "resultDescription": f"{_ACHIEVEMENT}#exam",
                    "value": str(pick.randrange(60, 101)),
                },
            ],
        },
        "evidence": [
            {
                "id": f"https://badges.example.edu/evidence/{pick.getrandbits(64):016x}",
                "type": ["Evidence"],
                "name": "Plan",
            }
        ],
        "credentialStatus": {
            "id": f"https://badges.example.edu/status/7#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index,
            "statusListCredential": "https://badges.example.edu/status/7",
        },
    }


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """Yield (container, key, path) of everything inside *value*."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key, (*path, key)
        yield from places(value[key], (*path, key))


def mutate(document: dict[str, Any], pick: random.Random) -> dict[str, Any]:  # noqa: C901 - a list of mischief
    """Return *document*, changed in one to three places."""
    for _ in range(pick.randrange(1, 4)):
        within, key, _path = pick.choice([place for place in places(document) if place[2][0] != "@context"])
        change = pick.randrange(9)
        if change == 0:
            within[key] = pick.choice(_TEXTS)
        elif change == 1:
            within[key] = pick.choice(_ADDRESSES)
        elif change == 2:
            within[key] = copy.deepcopy(pick.choice(_VALUES))
        elif change == 3 and isinstance(within, dict):
            del within[key]
        elif change == 4 and isinstance(within, dict):
            others = [within[key], "x", "urn:z", {"id": "urn:n"}, {"name": "n"}, ["a", "b"], 3]
            within[pick.choice(_MEMBERS)] = copy.deepcopy(pick.choice(others))
        elif change == 5 and isinstance(within, list):
            within.append(copy.deepcopy(within[key]))
        elif change == 6 and isinstance(within[key], list):
            within[key] = within[key][0] if len(within[key]) == 1 else within[key][::-1]
        elif change == 7:
            within[key] = [copy.deepcopy(within[key])]
        elif change == 8 and isinstance(within[key], dict):
            within[key]["id"] = pick.choice([document.get("id", "urn:q"), "urn:same", "https://ex.org/x"])
    return document


def leaves(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the paths of all texts that could differ from credential to credential."""
    return [
        path
        for within, key, path in places(document)
        if isinstance(within[key], str) and not {"@context", "type"}.intersection(path)
    ]


def changed(document: dict[str, Any], paths: list[tuple[Any, ...]], pick: random.Random) -> dict[str, Any]:
    """Return a copy of *document* with other texts at most of *paths*, some of them no good."""
    filled = copy.deepcopy(document)
    for path in paths:
        if pick.random() < _OFTEN:
            within = filled
            for step in path[:-1]:
                within = within[step]
            within[path[-1]] = pick.choice(_NEW_ADDRESSES if path[-1] == "id" else _NEW_TEXTS)
    return filled
