"""What machines read on a micro-credential's page: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from decimal import Decimal

from testamur.core.model.microcredential import MicroCredential, Organisation
from testamur.core.model.quantity import plain
from testamur.domain.catalogue.values import Published
from testamur.interfaces.words import spoken

_MODES = {"online": "Online", "onsite": "Onsite", "blended": "Blended"}
# What would end the block, or be read as mark-up, inside a script element (HTML Standard, section 4.12.1.3).
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def course(found: Published, address: str) -> str:
    """Return the block for https://schema.org/Course, ready to stand inside a script element."""
    definition, listing = found.definition, found.listing
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": address,
        "url": address,
        "courseCode": definition.id,
        "name": definition.title.best([spoken()]),
        "description": definition.description.best([spoken()]),
        "version": found.version.version,
        "provider": _organisation(definition.provider or definition.awarding_bodies[0]),
        "inLanguage": list(definition.language_of_instruction),
        "teaches": [outcome.text.best([spoken()]) for outcome in definition.outcomes],
        "educationalCredentialAwarded": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "Micro-credential",
            "name": definition.title.best([spoken()]),
            "educationalLevel": list(listing.levels),
            "recognizedBy": [_organisation(body) for body in definition.awarding_bodies],
        },
        "hasCourseInstance": _instance(definition),
    }
    if definition.workload.credits is not None:
        told["numberOfCredits"] = {
            "@type": "StructuredValue",
            "value": _number(definition.workload.credits.value),
            "unitText": definition.workload.credits.unit,
        }
    if definition.price is not None:
        told["offers"] = {
            "@type": "Offer",
            "price": plain(definition.price.amount),
            "priceCurrency": definition.price.currency,
            "category": "Free" if not definition.price.amount else "Paid",
        }
    return json.dumps(told, ensure_ascii=False).translate(_ESCAPED)


def _instance(definition: MicroCredential) -> dict[str, object]:
    modes = sorted({_MODES.get(mode, "Blended") for mode in definition.participation})
    told: dict[str, object] = {"@type": "CourseInstance", "courseMode": modes}
    if definition.workload.hours is not None:
        told["courseWorkload"] = f"PT{plain(definition.workload.hours)}H"
    return told


def _organisation(body: Organisation) -> dict[str, object]:
    told: dict[str, object] = {"@type": "CollegeOrUniversity", "name": body.name}
    if body.url:
        told["url"] = body.url
    return told


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
