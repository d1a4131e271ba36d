"""From judged rows to signed files: each person once, in every form asked for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from functools import lru_cache

import orjson

from testamur.adapters.issue_folder.frames import has_bundle
from testamur.adapters.issue_folder.lists import StatusBook
from testamur.adapters.issue_folder.place import PRIVATE, WEB, BadFolder, Folder
from testamur.adapters.issue_folder.register import (
    RECORDS,
    SUFFIXES,
    Places,
    Recipient,
    Register,
    places_of,
    record,
    unsigned,
)
from testamur.core.assessment.intake import ResultRow
from testamur.core.credential import Canonicaliser, CredentialError, cose_sign1, data_integrity, did, jwt
from testamur.core.credential.compose import AwardFacts, Mould, Publisher, ResultFact
from testamur.core.credential.keys import PublicKey, SigningKey
from testamur.core.credential.narrative import Labels
from testamur.core.credential.ports import Json
from testamur.core.credential.status import StatusEntry
from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import Decision

# A day begins up to 14 hours earlier in the Pacific than in UTC.
_FARTHEST_EAST = timedelta(hours=14)
_MONTHS = 12
_SETTLE_EVERY = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """What is issued, by whom and how.

    ``base``: the folder's public address ending in ``/``, or empty; ``formats``: names in `SUFFIXES`; ``now``: the
    moment of the run.
    """

    definition: MicroCredential
    signer: SigningKey
    labels: Labels
    now: datetime
    base: str = ""
    formats: tuple[str, ...] = ("ob3",)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row on its way to its record, ``line``. With ``row`` and ``decision`` it is owed a credential."""

    line: Json
    row: ResultRow | None = None
    decision: Decision | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A person to whom a credential is owed, with the day that the list gives and the results to show."""

    name: str
    email: str
    identifier: str
    completed_on: date | None
    results: tuple[ResultFact, ...]


@dataclass(slots=True)
class Batch:
    """One run over one list of people. Use within `open_folder`. Raises `BadFolder`, `AnotherIssuer`."""

    folder: Folder
    terms: Terms
    canonicaliser: Canonicaliser
    register: Register = field(init=False)
    book: StatusBook = field(init=False)
    mould: Mould = field(init=False)
    _named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        terms = self.terms
        if has_bundle(self.folder):
            raise BadFolder(path=str(self.folder.path), reason="holds-bundle")
        self.mould = mould_of(terms)
        self.book = StatusBook(self.folder, terms.signer, self.canonicaliser, terms.base, terms.now)
        self.book.prepare()
        self.register = Register.of(self.folder, self.book.files())
        for places in self.register.places.values():
            self.book.reserve(places)
        write_did(self.folder, terms.signer, terms.base)

    def run(self, entries: Iterable[Judged]) -> Iterator[Judged]:
        """Issue what is owed and yield each entry with its record; the records appear as a whole at the end.

        Killed before that, the next run finds the credentials themselves.
        """
        with self.folder.writing(RECORDS, mode=PRIVATE) as file:
            for number, entry in enumerate(entries, 1):
                done = self._issue(entry.row, entry.decision, entry.line) if entry.row and entry.decision else entry
                file.write(orjson.dumps(done.line) + b"\n")
                yield done
                if number % _SETTLE_EVERY == 0:
                    self.folder.settle()
            for line in self.register.earlier(self._named):
                file.write(orjson.dumps(line) + b"\n")
        self.folder.settle()

    def _issue(self, row: ResultRow, decision: Decision, more: Json) -> Judged:
        """Sign and write what *row* is owed, or find that it is there already."""
        definition = self.terms.definition
        dated = row.completed_on.isoformat() if row.completed_on else ""
        recipient = Recipient(definition.id, definition.version, row.name, row.email, row.identifier, dated)
        known = self.register.find(recipient, self._is_revoked)
        name = known or str(uuid.uuid4())
        document = unsigned(self.folder, known) if known else self._compose(row, decision, name)
        files = self._sign(name, document)
        places = places_of(document, self.book.files())
        self._named.add(name)
        if not known:
            self.register.add(name, places, recipient)
        told = {"credential": document["id"], "awarded": document["awardedDate"], "files": files}
        line = record(name, recipient, places, {**more, **told, "decision": decision.to_json()})
        return Judged(line, row, decision, is_new=not known)

    def _is_revoked(self, places: Places) -> bool:
        return "revocation" in places and self.book.get(*places["revocation"])

    def _compose(self, row: ResultRow, decision: Decision, name: str) -> Json:
        who = Owed(row.name, row.email, row.identifier, row.completed_on, shown_results(row, decision))
        return self.mould.compose(award_facts(self.terms, who, name, self.book.allot()))

    def _sign(self, name: str, document: Json) -> list[str]:
        """Write the forms that are not there yet; return the names of all that were asked for."""
        makers: dict[str, Callable[[], bytes]] = {
            "ob3": lambda: orjson.dumps(
                data_integrity(document, self.terms.signer, created=self.terms.now, canonicaliser=self.canonicaliser),
                option=orjson.OPT_INDENT_2,
            ),
            "vc-jwt": lambda: jwt(document, self.terms.signer).encode(),
            "vc-cose": lambda: cose_sign1(document, self.terms.signer),
        }
        files = []
        for form in self.terms.formats:
            file = f"{WEB}/credentials/{name}{SUFFIXES[form]}"
            if not (self.folder.path / file).exists():
                self.folder.write(file, makers[form]())
            files.append(file)
        return files


def mould_of(terms: Terms) -> Mould:
    """Return what the credentials of a run are made in."""
    organisation = terms.definition.signer
    publisher = Publisher(
        terms.signer.controller,
        organisation.legal_name or organisation.name,
        organisation.url,
        organisation.email,
        organisation.country,
    )
    return Mould(terms.definition, publisher, terms.labels)


def award_facts(terms: Terms, who: Owed, uuid: str, status: tuple[StatusEntry, ...]) -> AwardFacts:
    """Return one award as its credential is to say it."""
    definition = terms.definition
    awarded_at = _award_moment(who.completed_on, terms.now)
    months = definition.validity.months
    return AwardFacts(
        id=f"{terms.base}credentials/{uuid}.json" if terms.base else f"urn:uuid:{uuid}",
        achievement_id=achievement_id(definition, terms.base),
        name=who.name,
        awarded_at=awarded_at,
        valid_from=awarded_at,
        valid_until=None if months is None else _months_later(awarded_at, months),
        email=who.email,
        identifier=who.identifier,
        results=who.results,
        status=status,
    )


def is_future(row: ResultRow, now: datetime) -> bool:
    """Say whether the award bears a date that has not come anywhere on earth."""
    return row.completed_on is not None and row.completed_on > (now + _FARTHEST_EAST).date()


def achievement_id(definition: MicroCredential, base: str) -> str:
    """Return the address that stands for the definition; without any, a name that is always the same."""
    if definition.url:
        return definition.url
    told = f"{definition.signer.name}/{definition.id}/{definition.version}"
    fixed = uuid.uuid5(uuid.NAMESPACE_URL, told)
    return f"{base}achievements/{fixed}" if base else f"urn:uuid:{fixed}"


def write_did(folder: Folder, signer: SigningKey, base: str) -> None:
    """Write ``did.json`` for a did:web, with the keys that stood there before: what they signed stays valid."""
    if not signer.controller.startswith("did:web:"):
        return
    known = folder.read(f"{WEB}/did.json")
    public_keys = [signer.public_key]
    for method in _methods(known, signer.controller):
        if method not in public_keys:
            public_keys.append(method)
    data = orjson.dumps(did.document(signer.controller, public_keys), option=orjson.OPT_INDENT_2)
    folder.write(f"{WEB}/did.json", data)
    address = did.web_address(signer.controller)
    if address == f"{base}.well-known/did.json":
        (folder.path / WEB / ".well-known").mkdir(exist_ok=True)
        folder.write(f"{WEB}/.well-known/did.json", data)


def _methods(data: bytes | None, controller: str) -> list[PublicKey]:
    """Return the keys in a DID document of ours; none where it is not one."""
    try:
        found = orjson.loads(data or b"{}")
        if found.get("id") != controller:
            return []
        return [PublicKey.from_multikey(str(method["publicKeyMultibase"])) for method in found["verificationMethod"]]
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, CredentialError):
        return []


@lru_cache(maxsize=1_024)
def _award_moment(completed_on: date | None, now: datetime) -> datetime:
    if completed_on is None:
        return now
    return min(datetime.combine(completed_on, clock(), UTC), now)


def _months_later(at: datetime, months: int) -> datetime:
    """Return the same day *months* later, or the last of that month (29 February → 28)."""
    year, month = divmod(at.year * _MONTHS + at.month - 1 + months, _MONTHS)
    for day in range(at.day, 0, -1):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return at


def shown_results(row: ResultRow, decision: Decision) -> tuple[ResultFact, ...]:
    """Return the best mark of each assessment, and the total where the decision settled one."""
    best: dict[str, Decimal] = {}
    for one in row.results:
        if one.percent is not None:
            best[one.assessment_id] = max(one.percent, best.get(one.assessment_id, one.percent))
    shown = [ResultFact(name, percent) for name, percent in best.items()]
    settled = (part.facts for part in decision.parts if part.because == "total-reached")
    shown += [ResultFact("", Decimal(facts["lowest"])) for facts in settled if facts["lowest"] == facts["highest"]]
    return tuple(shown)
