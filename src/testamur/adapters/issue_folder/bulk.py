"""A million credentials into one bundle: rows judged here, signed on every core, written chunk by chunk."""

from __future__ import annotations

import uuid
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

import orjson

from testamur.adapters.crew import Crew
from testamur.adapters.issue_folder.batch import (
    Judged,
    Owed,
    Terms,
    award_facts,
    mould_of,
    shown_results,
    write_did,
)
from testamur.adapters.issue_folder.frames import BUNDLE_RECORDS, CREDENTIALS, Frames, bundle_lines, opened, packed
from testamur.adapters.issue_folder.known import Known, identities
from testamur.adapters.issue_folder.lists import StatusBook
from testamur.adapters.issue_folder.place import PRIVATE, BadFolder, Folder
from testamur.adapters.issue_folder.register import RECORDS, Places, Recipient, record
from testamur.core.assessment.intake import ResultRow
from testamur.core.credential import Canonicaliser, cose_sign1, jwt
from testamur.core.credential.compose import ResultFact
from testamur.core.credential.cose.sign1 import cose_in, is_cose_text
from testamur.core.credential.press import Press
from testamur.core.credential.status import StatusEntry, StatusList
from testamur.core.rules import Decision

CHUNK = 500
# Entries whose outcome is not told yet: a list of people who all have theirs fills no chunk.
_MOST_WAITING = 4 * CHUNK
BUNDLES = ("jsonl.zst", "zip")
ZIP = "credentials.zip"

# What a worker needs of one person, in plain values, because they travel through a pipe: row, name, e-mail,
# identifier, day, results, uuid, and (purpose, address, file, index) of each status place.
_Owed = tuple[int, str, str, str, str, tuple[tuple[str, str], ...], str, tuple[tuple[str, str, str, int], ...]]
_Chunk = list[_Owed | bytes]
_Signed = tuple[bytes, bytes]


@dataclass(slots=True)
class Bulk:
    """One run over one list of people into a bundle. Use within `open_folder`. Raises `BadFolder`, `AnotherIssuer`.

    ``workers``: how many processes sign beside this one; with none, this one does.
    """

    folder: Folder
    terms: Terms
    canonicaliser: Canonicaliser
    workers: int = 1
    book: StatusBook = field(init=False)
    known: Known = field(default_factory=Known)
    _bits: dict[str, StatusList] = field(default_factory=dict)
    _waiting: list[Judged] = field(default_factory=list)

    def __post_init__(self) -> None:
        if (self.folder.path / RECORDS).exists():
            raise BadFolder(path=str(self.folder.path), reason="holds-files")
        self.book = StatusBook(self.folder, self.terms.signer, self.canonicaliser, self.terms.base, self.terms.now)
        self.book.prepare()
        write_did(self.folder, self.terms.signer, self.terms.base)

    def run(self, entries: Iterable[Judged]) -> Iterator[Judged]:
        """Issue what is owed and yield each entry; what was given before stays as it is.

        Killed at any moment, the next run goes on from the last chunk that reached the disk.
        """
        with opened(self.folder) as frames:
            for line in bundle_lines(self.folder, BUNDLE_RECORDS):
                found = self.known.learn(line)
                if found:
                    self.book.reserve(found[1])
            crew: Crew[_Chunk, _Signed] = Crew(_Maker(self.terms, self.canonicaliser), self.workers)
            try:
                yield from self._signed(entries, frames, crew)
            finally:
                crew.close()

    def _signed(self, entries: Iterable[Judged], frames: Frames, crew: Crew[_Chunk, _Signed]) -> Iterator[Judged]:
        for credentials, records in crew.map(self._chunks(entries)):
            frames.add(credentials, records)
            told, self._waiting = self._waiting, []
            yield from told
        yield from self._waiting

    def _chunks(self, entries: Iterable[Judged]) -> Iterator[_Chunk]:
        chunk: _Chunk = []
        for entry in entries:
            done, item = self._prepared(entry)
            if item:
                chunk.append(item)
            self._waiting.append(done)
            if len(chunk) >= CHUNK or len(self._waiting) >= _MOST_WAITING:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _prepared(self, entry: Judged) -> tuple[Judged, _Owed | bytes]:
        """Return the entry with its outcome, and what goes into the chunk: nothing for what was given before."""
        if entry.row is None or entry.decision is None:
            return entry, orjson.dumps(entry.line)
        row, definition = entry.row, self.terms.definition
        dated = row.completed_on.isoformat() if row.completed_on else ""
        recipient = Recipient(definition.id, definition.version, row.name, row.email, row.identifier, dated)
        who = identities(recipient)
        if self.known.has(who, dated, self._is_revoked):
            return Judged({**entry.line, "outcome": "issued"}), b""
        entries = self.book.allot()
        places = {one.purpose: (self.book.files()[one.list_id], one.index) for one in entries}
        self.known.add(who, dated, places)
        owed = _plain(row, entry.decision, dated, entries, places)
        return Judged({**entry.line, "outcome": "issued"}, is_new=True), owed

    def _is_revoked(self, places: Places) -> bool:
        if "revocation" not in places:
            return False
        file, index = places["revocation"]
        if file not in self._bits:
            self._bits[file] = self.book.bits(file)
        return self._bits[file].get(index)


def _plain(row: ResultRow, decision: Decision, dated: str, entries: tuple[StatusEntry, ...], places: Places) -> _Owed:
    results = tuple([(fact.assessment_id, str(fact.percent)) for fact in shown_results(row, decision)])
    status = tuple([(one.purpose, one.list_id, *places[one.purpose]) for one in entries])
    return (row.line, row.name, row.email, row.identifier, dated, results, str(uuid.uuid4()), status)


class _Maker:
    """What a worker does: a chunk of people becomes a frame of credentials and a frame of records."""

    def __init__(self, terms: Terms, canonicaliser: Canonicaliser) -> None:
        self._terms = terms
        self._mould = mould_of(terms)
        self._press = Press(self._mould, terms.signer, created=terms.now, canonicaliser=canonicaliser)

    def __call__(self, chunk: _Chunk) -> _Signed:
        credentials: list[bytes] = []
        records: list[bytes] = []
        for item in chunk:
            if isinstance(item, bytes):
                records.append(item)
            else:
                made, line = self._make(item)
                credentials += made
                records.append(line)
        return packed(_lines(credentials)), packed(_lines(records))

    def _make(self, owed: _Owed) -> tuple[list[bytes], bytes]:
        terms = self._terms
        row, name, email, identifier, dated, shown, uuid_, status = owed
        results = tuple([_shown(assessment, percent) for assessment, percent in shown])
        who = Owed(name, email, identifier, _day(dated), results)
        entries = tuple([StatusEntry(address, index, purpose) for purpose, address, _file, index in status])
        award = award_facts(terms, who, uuid_, entries)
        made = []
        if "ob3" in terms.formats:
            made.append(self._press.credential(award))
        if "vc-jwt" in terms.formats:
            made.append(orjson.dumps(jwt(self._mould.compose(award), terms.signer)))
        if "vc-cose" in terms.formats:
            made.append(orjson.dumps(b64encode(cose_sign1(self._mould.compose(award), terms.signer)).decode()))
        recipient = Recipient(terms.definition.id, terms.definition.version, name, email, identifier, dated)
        places = {purpose: (file, index) for purpose, _address, file, index in status}
        more = {"row": row, "credential": award.id, "awarded": award.awarded_at}
        return made, orjson.dumps(record(uuid_, recipient, places, more))


@lru_cache(maxsize=1_024)
def _day(dated: str) -> date | None:
    return date.fromisoformat(dated) if dated else None


@lru_cache(maxsize=4_096)
def _shown(assessment: str, percent: str) -> ResultFact:
    return ResultFact(assessment, Decimal(percent))


def _lines(lines: list[bytes]) -> bytes:
    return b"\n".join([*lines, b""]) if lines else b""


def write_zip(folder: Folder) -> None:
    """Write the bundle once more as a ZIP file, one entry for each credential. Raises `BadFolder`."""
    with folder.writing(ZIP, mode=PRIVATE) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, line in enumerate(bundle_lines(folder, CREDENTIALS), 1):
            found = orjson.loads(line)
            if isinstance(found, str) and is_cose_text(line[1:]):
                archive.writestr(f"{number:07}.cose", cose_in(found.encode()), compresslevel=1)
            elif isinstance(found, str):
                archive.writestr(f"{number:07}.jwt", found, compresslevel=1)
            else:
                name = str(found["id"]).removesuffix(".json").replace(":", "/").rpartition("/")[2]
                archive.writestr(f"{name}.json", line, compresslevel=1)
