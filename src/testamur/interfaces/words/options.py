"""What can be chosen in the fields of a definition: code and word, for forms."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.core.model.definition.codes import LICENCES
from testamur.core.model.level import CYCLES, FRAMEWORKS
from testamur.core.model.microcredential import (
    ASSESSMENT_TYPES,
    NEED_TYPES,
    OUTCOME_KINDS,
    PARTICIPATION_MODES,
    QUALITY_TYPES,
    SUPERVISION,
)
from testamur.core.model.quantity import CREDIT_UNITS
from testamur.domain.design.countries import own_framework, own_unit
from testamur.domain.design.levels import level_table
from testamur.interfaces.words.translation import LANGUAGES, _, spoken
from testamur.packs.narratives import labels

Options = tuple[tuple[str, str], ...]


def options(country: str) -> dict[str, Options]:
    """Return name of a choice → codes with their words, what is usual in *country* first."""
    return {
        "kinds": tuple(zip(OUTCOME_KINDS, _kinds(), strict=True)),
        "types": _labelled(ASSESSMENT_TYPES),
        "modes": _labelled(PARTICIPATION_MODES),
        "supervision": _supervision(),
        "needs": tuple(zip(NEED_TYPES, _needs(), strict=True)),
        "paces": (("self_paced", _("alone, at one’s own pace")), ("cohort", _("with a group, in step"))),
        "stacking": _stacking(),
        "quality_types": _labelled(QUALITY_TYPES),
        "bases": _labelled(("qualification_included", "best_fit_self_declared")),
        "levels": levels(country),
        "units": _units(country),
        "licences": tuple((one, one) for one in LICENCES),
        "languages": tuple(sorted(LANGUAGES.items(), key=lambda one: one[0] != spoken())),
        "yes_or_no": (("no", _("no")), ("yes", _("yes"))),
        "cycles": tuple((one, one) for one in CYCLES),
    }


def levels(country: str) -> Options:
    """Return the levels of the European framework, those of the country's own before them, with what each asks for."""
    own = own_framework(country)
    found = [*([own] if own else []), "EQF"]
    asked = _asked_for(own)
    names = [f"{name} {step}" for name in found for step in _steps(name)]
    return tuple((one, f"{one}: {asked[one]}" if one in asked else one) for one in names)


def _asked_for(own: str) -> dict[str, str]:
    """Return level → what it asks for; a level of the country's own by the lowest European one beside it."""
    table = level_table(own)
    found: dict[str, str] = {}
    for one in reversed(table.levels):
        words = one.autonomy.best([spoken()])
        found |= {
            name: _("beside {level}. {words}").format(level=f"{table.framework} {one.step}", words=words)
            for name, _is_confirmed in one.beside
        }
        found[f"{table.framework} {one.step}"] = words
    return found


def _steps(framework: str) -> range:
    low, high = FRAMEWORKS[framework]
    return range(low, high + 1)


def _units(country: str) -> Options:
    first = own_unit(country)
    return tuple((unit, unit) for unit in sorted(CREDIT_UNITS, key=lambda one: one != first))


def _labelled(codes: Iterable[str]) -> Options:
    words = labels(spoken())
    return tuple((code, words.get(code, code.replace("_", " "))) for code in codes)


def _supervision() -> Options:
    words = labels(spoken())
    return tuple((code, words[f"supervised_{code}"]) for code in SUPERVISION)


def _kinds() -> tuple[str, ...]:
    return _("knowledge"), _("skill"), _("responsibility and autonomy")


def _needs() -> tuple[str, ...]:
    return (
        _("of society: health, environment, living together"),
        _("personal: growing, taking part"),
        _("cultural: language, heritage, arts"),
        _("of the labour market: jobs that exist or come"),
    )


def _stacking() -> Options:
    return (
        ("stand_alone", _("It stands alone.")),
        ("stackable", _("It can count towards something larger.")),
        ("integrated", _("It is part of something larger.")),
    )
