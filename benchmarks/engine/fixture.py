"""The credential that is measured: an Open Badge 3.0 of 3.8 KB, 104 statements and 12 nodes without a name.

A micro-credential with results, alignments, evidence, a schema, a status entry and an RDF list. No two numbers give the
same one: names, results and days differ, as in an institution's register.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

ACHIEVEMENT = "https://badges.example.edu/achievements/data-stewardship-l6"
STATUS_LIST = "https://badges.example.edu/status/7"
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
_FIRST_NAMES = ("Ada", "Zoë", "José", "Łukasz", "Νίκη", 'Tom "T"', "O'Neil", "李雷")
_LAST_NAMES = ("Lovelace", "García", "Żak", "Müller-Lüdenscheidt", "de la Cruz", "Παπαδοπούλου")
_ENTRIES = 131_072


def achievement() -> dict[str, Any]:
    """Return what everybody achieved."""
    return {
        "id": ACHIEVEMENT,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": "Data Stewardship for Public Services",
        "inLanguage": "en",
        "humanCode": "DSP-601",
        "version": "2026.1",
        "fieldOfStudy": "0612 Database and network design and administration",
        "creditsAvailable": 5,
        "description": "A 125-hour micro-credential on governing, documenting and sharing public-sector data under "
        "the Data Governance Act and the FAIR principles.",
        "criteria": {
            "id": f"{ACHIEVEMENT}/criteria",
            "narrative": "The learner submits a data management plan for a real dataset, passes a proctored "
            "examination with at least 60 %, and defends a data-sharing decision before two assessors.",
        },
        "creator": {
            "id": "https://badges.example.edu/issuers/faculty-ict",
            "type": ["Profile"],
            "name": "Faculty of ICT, Example University",
        },
        "image": {
            "id": "https://badges.example.edu/img/dsp-601.png",
            "type": "Image",
            "caption": "Blue hexagon: Data Stewardship",
        },
        "tag": ["data governance", "FAIR", "open data"],
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "manage data",
                "targetUrl": "http://data.europa.eu/esco/skill/3ab5b1bd-b2d5-4d7e-9f2c-d1e4b0e1a9c2",
                "targetFramework": "ESCO v1.2",
                "targetType": "ext:ESCOSkill",
                "targetCode": "S2.7.1",
            },
            {
                "type": ["Alignment"],
                "targetName": "information confidentiality",
                "targetUrl": "http://data.europa.eu/esco/skill/a7ba8b0d-1c0f-4a0e-8b5c-3ff6d7ab0a77",
                "targetFramework": "ESCO v1.2",
                "targetType": "ext:ESCOSkill",
            },
            {
                "type": ["Alignment"],
                "targetName": "EQF level 6",
                "targetUrl": "http://data.europa.eu/snb/eqf/6",
                "targetFramework": "European Qualifications Framework",
                "targetType": "ext:EQFLevel",
                "targetCode": "6",
            },
        ],
        "resultDescription": [
            {
                "id": f"{ACHIEVEMENT}#final-grade",
                "type": ["ResultDescription"],
                "name": "Final grade (ECTS scale)",
                "resultType": "LetterGrade",
                "allowedValue": ["F", "E", "D", "C", "B", "A"],
                "requiredValue": "E",
            },
            {
                "id": f"{ACHIEVEMENT}#exam",
                "type": ["ResultDescription"],
                "name": "Examination score",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            },
        ],
    }


def credential(issuer: str, number: int = 0) -> dict[str, Any]:
    """Return the credential of person *number*, unsigned, as *issuer* would award it."""
    chance = random.Random(number)
    since = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(86_400 * 60))
    day, last = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (since, since.replace(year=2031)))
    index = str(chance.randrange(_ENTRIES))
    return {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:{chance.getrandbits(32):08x}-0000-4000-a000-{chance.getrandbits(48):012x}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Stewardship for Public Services",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Example University",
            "url": "https://www.example.edu",
            "email": "badges@example.edu",
        },
        "validFrom": day,
        "validUntil": last,
        "awardedDate": day,
        "credentialSubject": {
            "id": f"did:example:learner:{chance.getrandbits(64):016x}",
            "type": ["AchievementSubject"],
            "activityStartDate": "2026-02-02",
            "activityEndDate": "2026-05-29",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}",
                    "identityType": "name",
                }
            ],
            "achievement": achievement(),
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{ACHIEVEMENT}#final-grade",
                    "value": chance.choice("ABCDE"),
                },
                {
                    "type": ["Result"],
                    "resultDescription": f"{ACHIEVEMENT}#exam",
                    "value": str(chance.randrange(60, 101)),
                },
            ],
        },
        "evidence": [
            {
                "id": f"https://badges.example.edu/evidence/{chance.getrandbits(64):016x}",
                "type": ["Evidence"],
                "name": "Data management plan",
                "genre": "Report",
            }
        ],
        "credentialSchema": [
            {
                "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                "type": "1EdTechJsonSchemaValidator2019",
            }
        ],
        "credentialStatus": {
            "id": f"{STATUS_LIST}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index,
            "statusListCredential": STATUS_LIST,
        },
    }
