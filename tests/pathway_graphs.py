"""CTDL pathways as others publish them, piece by piece."""

from __future__ import annotations

from typing import Any

import orjson

Json = dict[str, Any]
BASE = "https://registry.example/resources/ce-"


def pathway(**more: object) -> Json:
    return {
        "@id": f"{BASE}pathway", "@type": "ceterms:Pathway", "ceterms:name": {"en-US": "Nursing", "es": "Enfermería"},
        "ceterms:hasDestinationComponent": [f"{BASE}goal"], "ceterms:ownedBy": ["https://u.example"], **more,
    }  # fmt: skip


def component(name: str, kind: str = "CourseComponent", **more: object) -> Json:
    return {"@id": f"{BASE}{name}", "@type": f"ceterms:{kind}", "ceterms:name": {"en-US": name.title()}, **more}


def condition(needed: int | None, *targets: str, **more: object) -> Json:
    told: Json = {"@type": "ceterms:ComponentCondition", **more}
    if needed is not None:
        told["ceterms:requiredNumber"] = needed
    if targets:
        told["ceterms:targetComponent"] = [f"{BASE}{target}" for target in targets]
    return told


def constraint(**more: object) -> Json:
    return {
        "@type": "ceterms:Constraint", "ceterms:leftSource": ["ceterms:creditValue"],
        "ceterms:leftAction": "array:Sum", "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": ["30"], **more,
    }  # fmt: skip


def document(*nodes: Json) -> bytes:
    return orjson.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": list(nodes)})
