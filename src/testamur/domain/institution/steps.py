"""What a room above does to this room's rows inside its own action: permission and trace are that action's.

Doors do not come here (tests/law): a door calls an action.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.apps import apps

from testamur.domain.institution.access import Actor
from testamur.domain.institution.models import Address, Person
from testamur.refusals import Conflict, Invalid

_LONGEST_NAME = 200
_EMAIL = re.compile(r"[^@\s\x00-\x1f<>]{1,64}@[^@\s\x00-\x1f<>]{1,189}")


class AddressUnconfirmed(Conflict):
    """Whoever acts has not shown yet that the address of their account is theirs. ``facts``: address."""

    code = "address-unconfirmed"


def keep_confirmed(actor: Actor) -> None:
    """Raise `AddressUnconfirmed` where the actor typed an address at sign-up and has not followed the link since."""
    waiting = unconfirmed(actor.me)
    if waiting:
        raise AddressUnconfirmed(address=waiting)


def unconfirmed(person_id: int) -> str:
    """Return the address that waits to be confirmed; empty where one is, or where the house itself let them in."""
    typed = apps.get_model("account", "EmailAddress").objects.filter(user_id=person_id)
    if typed.filter(verified=True).exists():
        return ""
    found: str | None = typed.order_by("-primary", "pk").values_list("email", flat=True).first()
    return found or ""


def welcome(*, email: str, name: str = "") -> Person:
    """Return the person with this address, made known if need be. Raises `Invalid`."""
    address = email.strip()
    check_email(address)
    known = Person.objects.filter(email__iexact=address).first()
    if known:
        return known
    if name:
        check_text("name", name)
    person = Person(email=address, name=name.strip())
    person.set_unusable_password()
    person.save()
    return person


def list_address(actor: Actor, *, key: str, kind: str, target_id: int) -> None:
    """Enter a permanent address into the address book."""
    Address.objects.create(key=key, kind=kind, institution_id=actor.here, target_id=target_id)


def list_addresses(actor: Actor, *, kind: str, targets: Mapping[str, int]) -> None:
    """Enter many permanent addresses, key → inside id."""
    rows = [Address(key=key, kind=kind, institution_id=actor.here, target_id=target) for key, target in targets.items()]
    Address.objects.bulk_create(rows, batch_size=1000)


def check_email(address: str) -> None:
    """Raise `Invalid` unless *address* can be an e-mail address."""
    if not _EMAIL.fullmatch(address):
        raise Invalid(field="email", found=address[:80])


def check_text(field: str, text: str) -> None:
    """Raise `Invalid` unless *text* is a name that can be shown."""
    printable = all(character.isprintable() for character in text)
    if not text.strip() or len(text) > _LONGEST_NAME or not printable:
        raise Invalid(field=field, found=text[:80], longest=_LONGEST_NAME)
