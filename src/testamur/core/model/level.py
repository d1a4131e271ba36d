"""Levels of learning, always with the framework that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.model.errors import ModelError

# Framework → its lowest and highest level (domain.md 3.7). QF-EHEA has cycles with names instead.
FRAMEWORKS: dict[str, tuple[int, int]] = {
    "EQF": (1, 8),
    "NFQ": (1, 10),
    "AQF": (1, 10),
    "NZQCF": (1, 10),
    "MQF": (1, 8),
    "RQF": (1, 8),
    "SCQF": (1, 12),
    "HKQF": (1, 7),
}
CYCLES = ("short", "first", "second", "third")

# How the level came about (domain.md 1.3): EQF levels describe qualifications, so a micro-credential must say.
LEVEL_BASES = ("qualification_included", "best_fit_self_declared")


@dataclass(frozen=True, slots=True)
class Level:
    """A level in a qualifications framework, such as EQF 6, declared by best fit. Raises `ModelError`."""

    framework: str
    value: str
    basis: str

    def __post_init__(self) -> None:
        if self.basis not in LEVEL_BASES:
            message = f"unknown level basis '{self.basis}'; use one of {', '.join(LEVEL_BASES)}"
            raise ModelError(message)
        if self.framework == "QF-EHEA":
            allowed: tuple[str, ...] = CYCLES
        elif self.framework in FRAMEWORKS:
            low, high = FRAMEWORKS[self.framework]
            allowed = tuple(str(level) for level in range(low, high + 1))
        else:
            known = ", ".join((*FRAMEWORKS, "QF-EHEA"))
            message = f"unknown qualifications framework '{self.framework}'; known: {known}"
            raise ModelError(message)
        if self.value not in allowed:
            message = f"{self.framework} has no level '{self.value}'; it has {allowed[0]} to {allowed[-1]}"
            raise ModelError(message)

    def __str__(self) -> str:
        return f"{self.framework} {self.value}"
