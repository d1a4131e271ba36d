"""Who was given what in a bundle: a million people in some two hundred megabytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from testamur.adapters.issue_folder.register import Places, Recipient, recorded
from testamur.core.assessment.intake.recipients import keys

# Each award of a person is one number: the day it bears (0 for none), and the place of its revocation bit.
_LIST_BITS, _INDEX_BITS = 20, 20
_INDEX_MASK, _LIST_MASK = (1 << _INDEX_BITS) - 1, (1 << _LIST_BITS) - 1


class Known:
    """Finds what a person was given before, by the rules of `Register.find`, without keeping names."""

    def __init__(self) -> None:
        self._awards: dict[int, int | tuple[int, ...]] = {}
        self._lists: list[str] = []

    def learn(self, line: bytes) -> tuple[str, Places] | None:
        """Take note of a line of the records; return its credential and places, None where it names none."""
        found = recorded(line)
        if found is None:
            return None
        uuid, places, recipient = found
        self.add(identities(recipient), recipient.dated, places)
        return uuid, places

    def add(self, who: Sequence[int], dated: str, places: Places) -> None:
        """Take note of a credential for *who* (`identities`)."""
        file, index = places.get("revocation", ("", 0))
        if file not in self._lists:
            self._lists.append(file)
        award = _day(dated) << (_LIST_BITS + _INDEX_BITS) | self._lists.index(file) << _INDEX_BITS | index
        for key in who:
            earlier = self._awards.get(key)
            if earlier is None:
                self._awards[key] = award
            else:
                self._awards[key] = (*(earlier if isinstance(earlier, tuple) else (earlier,)), award)

    def has(self, who: Sequence[int], dated: str, is_revoked: Callable[[Places], bool]) -> bool:
        """Say whether *who* (`identities`) has the award already."""
        day = _day(dated)
        for key in who:
            found = self._awards.get(key, ())
            for award in found if isinstance(found, tuple) else (found,):
                known = award >> (_LIST_BITS + _INDEX_BITS)
                if known == day or (not (known and day) and not is_revoked(self._place(award))):
                    return True
        return False

    def _place(self, award: int) -> Mapping[str, tuple[str, int]]:
        file = self._lists[award >> _INDEX_BITS & _LIST_MASK]
        return {"revocation": (file, award & _INDEX_MASK)} if file else {}


def identities(recipient: Recipient) -> list[int]:
    """Return numbers that stand for what tells a person apart, for one version of a micro-credential."""
    who = keys(recipient.name, recipient.email, recipient.identifier)
    return [hash((recipient.definition, recipient.version, key)) for key in who]


@lru_cache(maxsize=1_024)
def _day(dated: str) -> int:
    return date.fromisoformat(dated).toordinal() if dated else 0
