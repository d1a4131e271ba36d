"""The components of a pathway that is being written: each is made where it is first named, and named from then on."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.losses import is_address
from testamur.core.rules.exchange.resources import Item, Json, ctid, identifier, text, value_profile
from testamur.core.rules.language.printing import pool_text


class Shelf:
    """Where the components of one policy's pathway stand, by their part in it and their name.

    ``pathway`` and ``goal`` are the names of the pathway and of what it leads to.
    """

    def __init__(self, policy: p.Policy, base: str, language: str, items: Mapping[str, Item]) -> None:
        self._policy = policy
        self._base = base
        self._language = language
        self._items = items
        self.pathway = self._named("pathway", policy.id)
        self.goal = self._named("destination", policy.awards)
        self.components: dict[tuple[str, str], Json] = {}

    def _named(self, kind: str, name: str) -> Json:
        own = ctid(self._base, self._policy.id, kind, name)
        return {"@id": f"{self._base}{own}", "ceterms:ctid": own}

    def text(self, told: str, carried: str = "") -> Json:
        """Return a text in the graph's language; *carried* is for programs."""
        return text(self._language, told, carried)

    def known(self, ref: str) -> Item:
        """Return what is known of an item."""
        return self._items.get(ref, Item(ref))

    def describe(self, item: Item, kind: str, told: str) -> Json:
        """Return a component of a kind, without its name; *told*: what its identifier is."""
        described: Json = {
            "@type": f"ceterms:{kind}",
            "ceterms:name": self.text(item.title or item.ref),
            "ceterms:identifier": [identifier(self._language, told, item.ref)],
            "ceterms:isPartOf": [self.pathway["@id"]],
        }
        address = item.address or (item.ref if is_address(item.ref) else "")
        if address:
            described["ceterms:proxyFor"] = address
        if item.credits and kind == "CourseComponent":
            described["ceterms:creditValue"] = [value_profile(self._language, item.credits, item.level)]
        return described

    def made(self, role: str, item: Item, kind: str, told: str = t.REFERENCE) -> str:
        """Return the address of a component; it is made where it is first named."""
        key = (role, item.ref)
        if key not in self.components:
            named = self._named(role, item.ref) | self.describe(item, kind, told)
            self.components[key] = named | {"ceasn:isChildOf": [self.goal["@id"]]}
        return str(self.components[key]["@id"])

    def target(self, ref: str) -> str:
        """Return the address of the component of an item."""
        item = self.known(ref)
        return self.made("item", item, t.COMPONENTS.get(item.kind, "BasicComponent"))

    def pool(self, pool: q.Pool) -> list[str]:
        """Return the components of a pool: its items where it lists them, else one that says in words who is in it."""
        if isinstance(pool, q.Listed):
            return list(dict.fromkeys(map(self.target, pool.refs)))
        return [self.made("pool", Item(pool_text(pool)), t.COLLECTION, t.POOL)]
