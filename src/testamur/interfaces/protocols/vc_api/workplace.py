"""What the API works with: keys, the world that it asks, and its status lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from testamur.adapters.did import Resolver
from testamur.adapters.fetch import Fetcher
from testamur.adapters.indexed_folder import Contexts, Documents, FirstOf, IndexedFolder, Resources, Schemas
from testamur.adapters.key_folder import KeyRing, read_keys
from testamur.adapters.list_folder import ListFolder
from testamur.adapters.world import StatusLists
from testamur.core.credential import Canonicaliser, World

# Below the public address.
LISTS = "/status-lists/"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """Keys that sign, the world that is asked, and the lists by which credentials are withdrawn."""

    keys: KeyRing
    world: World
    lists: ListFolder
    now: Callable[[], datetime] = field(default=_now)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service has its things. Without keys it signs nothing.

    Without *is_online* it asks nobody but these folders, and ``controllers`` (name → document) and ``signed_lists``
    (address → bytes), which are known besides.
    """

    keys: Path | None
    lists: Path
    public_url: str
    passphrase: str = ""
    is_online: bool = False
    contexts: tuple[Path, ...] = ()
    documents: tuple[Path, ...] = ()
    controllers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    signed_lists: Mapping[str, bytes] = field(default_factory=dict)


def open_service(place: Place) -> Service:
    """Return the service of *place*. Raises `BadIndex`, `NoKeyFile`, `BadKeyFile`, `PassphraseNeeded`."""
    keys = read_keys(place.keys, place.passphrase) if place.keys else KeyRing.of(())
    documents, contexts = IndexedFolder.open(*place.documents), IndexedFolder.open(*place.contexts)
    canonicaliser = Canonicaliser(Contexts(contexts))
    lists = ListFolder(place.lists, place.public_url.rstrip("/") + LISTS, canonicaliser)
    fetcher = Fetcher() if place.is_online else None
    world = World(
        canonicaliser,
        Resolver(fetcher, Documents(documents, (keys.documents(), place.controllers))),
        StatusLists(fetcher, FirstOf((lists, place.signed_lists, documents))),
        schemas=Schemas(documents),
        resources=Resources(FirstOf((documents, contexts))),
    )
    return Service(keys, world, lists)
