"""Files that pages show or offer: checked, kept once, and listed with owner and licence among the materials."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from testamur.adapters import pictures
from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Asset, Design, StoredFile
from testamur.domain.design.page_values import MOST_FILES, NewFile
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid

MAX_FILE = 10_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# ending → media type and how a file of that kind begins; text has no beginning of its own
KINDS: Mapping[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (f"{_OFFICE}wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", b"PK\x03\x04"),
    ".pptx": (f"{_OFFICE}presentationml.presentation", b"PK\x03\x04"),
    ".odt": (f"{_OPEN}text", b"PK\x03\x04"),
    ".ods": (f"{_OPEN}spreadsheet", b"PK\x03\x04"),
    ".odp": (f"{_OPEN}presentation", b"PK\x03\x04"),
    ".csv": ("text/csv", b""),
    ".txt": ("text/plain", b""),
    ".md": ("text/markdown", b""),
    ".vtt": ("text/vtt", b"WEBVTT"),
    ".json": ("application/json", b""),
    ".py": ("text/x-python", b""),
    ".ipynb": ("application/x-ipynb+json", b""),
}
# The part that a document of each office format has, so that no other archive passes for one; macros are refused.
_PARTS = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/", ".odt": "content.xml", ".ods": "content.xml"}
_PARTS[".odp"] = "content.xml"
ENDINGS = (*PICTURES, *KINDS)
_NAME = re.compile(r"[^a-z0-9._-]+")


class FileNameTaken(Conflict):
    """A file of this name is among the materials, and it is another one. ``facts``: name."""

    code = "file-name-taken"


@scoped
def hand_in_file(  # noqa: PLR0913 - what is said of a file
    actor: Actor,
    *,
    design: UUID,
    name: str,
    content: bytes,
    owner: str,
    licence: str,
    at: datetime,
    note: str = "",
    place: str = "",
) -> str:
    """Keep a file for the pages of a design and return the name by which they call it.

    Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`, `FileNameTaken`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    asset = kept(actor, row, NewFile(name, content, owner, licence, note), at, place)
    told = {"asset": str(asset.uuid), "file": asset.file_name}
    ledger.record(actor, verb="design.hand_in_file", subject=f"design:{design}", at=at, **told)
    return asset.file_name


def kept(actor: Actor, row: Design, new: NewFile, at: datetime, place: str = "") -> Asset:
    """Return the asset of a file, now among the materials; permission and trace are the caller's. Raises `Invalid`."""
    here = row.assets.filter(withdrawn_at__isnull=True).exclude(file_name="")
    if here.count() >= MOST_FILES:
        raise Invalid(field="files", found=MOST_FILES + 1, longest=MOST_FILES)
    name, ending = _named(new.name)
    stored = _stored(row, new.content, ending, at)
    if stored.media_type == "image/jpeg" and ending not in (".jpg", ".jpeg"):
        name = name.removesuffix(ending) + ".jpg"
    elif stored.media_type == "image/png" and ending != ".png":
        name = name.removesuffix(ending) + ".png"
    if here.filter(file_name=name).exists():
        raise FileNameTaken(name=name)
    kind = "image" if stored.media_type.startswith("image/") else "data" if ending in (".csv", ".json") else "text"
    return Asset.objects.create(
        institution_id=row.institution_id,
        design=row,
        name=name,
        kind=kind,
        place=prose("place", place, needed=False, longest=rows.LONGEST_PLACE),
        owner=prose("owner", new.owner, longest=200),
        licence=prose("licence", new.licence, longest=60),
        note=prose("note", new.note, needed=False, longest=500),
        recorded_at=at,
        recorded_by_id=actor.me,
        file=stored,
        file_name=name,
    )


def holds(row: Design, new: NewFile) -> bool:
    """Whether a design has this very file under this very name; a picture counts as the one that was made of it."""
    here = row.assets.filter(withdrawn_at__isnull=True, file_name=_named(new.name)[0]).select_related("file").first()
    return bool(here and here.file and here.file.digest == hashlib.sha256(new.content).hexdigest())


def _named(written: str) -> tuple[str, str]:
    """Return a name that is plain in every text and archive, and its ending. Raises `Invalid`."""
    last = written.replace("\\", "/").rsplit("/", 1)[-1].strip().lower()
    name = _NAME.sub("-", last).strip("-.")
    stem, dot, end = name.rpartition(".")
    ending = f".{end}" if dot and stem else ""
    if ending not in ENDINGS:
        raise Invalid(field="file", found=last[:80], allowed=" ".join(ENDINGS))
    return f"{stem[:80]}{ending}", ending


def _stored(row: Design, content: bytes, ending: str, at: datetime) -> StoredFile:
    if not content:
        raise Invalid(field="file", found="")
    if len(content) > MAX_FILE:
        raise Invalid(field="file", found=len(content), longest=MAX_FILE)
    width = height = 0
    if ending in PICTURES:
        try:
            made = pictures.made_anew(content)
        except pictures.BadPicture as error:
            raise Invalid(field="picture", found=error.reason, allowed=error.limit) from error
        content, media_type, width, height = made.content, made.media_type, made.width, made.height
    else:
        media_type = _media_type(content, ending)
    kept_file, _is_new = StoredFile.objects.get_or_create(
        institution_id=row.institution_id,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "media_type": media_type,
            "content": content,
            "size": len(content),
            "width": width,
            "height": height,
            "stored_at": at,
        },
    )
    return kept_file


def _media_type(content: bytes, ending: str) -> str:
    """Return the kind of a file that is what its name says. Raises `Invalid`."""
    media_type, beginning = KINDS[ending]
    is_one = content.startswith(beginning) and (_has_part(content, ending) if ending in _PARTS else True)
    if is_one and not beginning.startswith((b"%", b"PK")):
        is_one = _is_text(content)
    if not is_one:
        raise Invalid(field="file", found=ending, allowed=media_type)
    return media_type


def _has_part(content: bytes, ending: str) -> bool:
    """Whether an archive is the document it says it is, without macros. Only its list of names is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False
    has_macros = any(one.lower().endswith("vbaproject.bin") or one.startswith("Basic/") for one in names)
    return any(one.startswith(_PARTS[ending]) for one in names) and not has_macros


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\r\n\t\f\ufeff" for letter in text)
