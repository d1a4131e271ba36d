"""Who an issuer is known to be, by registries that a verifier chose. They do not make a credential valid.

*Valid* says that nothing was changed since the holder of a key signed. *Trusted* says that somebody whom the verifier
believes knows that holder. The first is proved, the second is vouched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.asked import moment
from testamur.core.credential.report import Trust

_LONGEST = 300
_MAX_ISSUERS = 100_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An issuer as one registry lists it. ``since`` and ``until`` bound the time in which the registry vouches."""

    id: str
    name: str = ""
    homepage: str = ""
    accreditation: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def is_current(self, at: datetime) -> bool:
        """Say whether the registry vouches *at* that time."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


@dataclass(frozen=True, slots=True)
class Registry:
    """A list of issuers, and who says so."""

    says: str
    issuers: Mapping[str, Listed]


def judge_issuer(issuer: str, registries: Iterable[Registry], at: datetime) -> Trust:
    """Return what *registries*, the most authoritative first, say of *issuer*: the first that lists it decides."""
    for registry in registries:
        listed = registry.issuers.get(issuer)
        if listed is None or (listed.since is not None and listed.since > at):
            continue
        told = (issuer, registry.says, listed.name, listed.homepage, listed.accreditation, listed.until)
        return Trust("known", *told) if listed.is_current(at) else Trust("no-longer-trusted", *told)
    return Trust("unknown", issuer)


def read_registry(found: object, *, name: str) -> Registry:
    """Return the registry in the JSON value *found*, whichever of the shapes it has; *name* is that of its file.

    Our own; that of the Digital Credentials Consortium's registries; and statements of OpenID Federation, already
    taken out of their JWTs. Raises `CredentialError` ``bad-registry`` with the place.
    """
    statements = found.get("entities", [found]) if isinstance(found, dict) else found
    if isinstance(found, dict) and isinstance(found.get("issuers"), list):
        return _own(found, name)
    if isinstance(found, dict) and isinstance(found.get("registry", found.get("entries")), dict):
        return _consortium(found, name)
    if isinstance(statements, list) and statements and all(_is_statement(one) for one in statements):
        return _federation(statements, name)
    raise CredentialError("bad-registry", name=name, where="", reason="shape")


def _own(found: Mapping[str, Any], name: str) -> Registry:
    says = _text(found.get("says")) or _text(found.get("name")) or name
    return Registry(says, _by_id(_own_entries(found["issuers"], name), name))


def _own_entries(entries: list[Any], name: str) -> Iterator[Listed]:
    for number, entry in enumerate(entries):
        where = f"issuers[{number}]"
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise CredentialError("bad-registry", name=name, where=where, reason="id")
        yield Listed(
            entry["id"],
            _text(entry.get("name")),
            _text(entry.get("homepage")),
            _text(entry.get("accreditation")),
            _day(entry, "valid_from", name, where),
            _day(entry, "valid_until", name, where),
        )


def _consortium(found: Mapping[str, Any], name: str) -> Registry:
    """Read ``{"meta": …, "registry": {did: {"name", "location", "url"}}}``."""
    entries: Mapping[str, Any] = found.get("registry", found.get("entries"))
    if not all(isinstance(entry, dict) for entry in entries.values()):
        raise CredentialError("bad-registry", name=name, where="registry", reason="shape")
    listed = (Listed(did, _text(entry.get("name")), _text(entry.get("url"))) for did, entry in entries.items())
    return Registry(name, _by_id(listed, name))


def _is_statement(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("sub"), str)


def _federation(statements: list[dict[str, Any]], name: str) -> Registry:
    """Read entity statements: ``sub`` is listed by ``iss`` until ``exp`` (OpenID Federation 1.0, section 3)."""
    listed = []
    for statement in statements:
        metadata = statement.get("metadata")
        about = metadata.get("federation_entity") if isinstance(metadata, dict) else None
        entity = about if isinstance(about, dict) else {}
        until = moment(statement.get("exp"))
        listed.append(
            Listed(
                statement["sub"],
                _text(entity.get("organization_name")) or _text(entity.get("display_name")),
                _text(entity.get("homepage_uri")) or _text(entity.get("organization_uri")),
                until=datetime.fromtimestamp(until, tz=UTC) if until is not None and until < _LAST else None,
            )
        )
    says = {_text(statement.get("iss")) for statement in statements}
    return Registry(says.pop() if len(says) == 1 else name, _by_id(listed, name))


_LAST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


def _by_id(listed: Iterable[Listed], name: str) -> dict[str, Listed]:
    found = {one.id: one for one in listed}
    if len(found) > _MAX_ISSUERS:
        raise CredentialError("bad-registry", name=name, where="", reason="size")
    return found


def _day(entry: Mapping[str, Any], member: str, name: str, where: str) -> datetime | None:
    """Return a day or moment; of a last day, its end."""
    value = entry.get(member)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CredentialError("bad-registry", name=name, where=f"{where}.{member}", reason="date") from error
    if len(value) == len(date.min.isoformat()) and member == "valid_until":
        found = found.replace(hour=23, minute=59, second=59)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""
