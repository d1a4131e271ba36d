"""The wall between institutions, seen from Python: every read and write happens inside a scope.

The first wall is the manager, which filters by the institution of the scope and fails without one. The second is
PostgreSQL's row-level security, which reads the same scope from the transaction (`policies.py`): a forgotten filter
shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.db import connection, models, transaction

Params = ParamSpec("Params")
Answer = TypeVar("Answer")
Model_co = TypeVar("Model_co", bound=models.Model, covariant=True)


class NoScope(Exception):  # noqa: N818 - a bug's name, as in "no scope"
    """A tenant's table was read outside of a scope. A bug of ours, never a person's mistake."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows can be seen: an institution's, else a person's own everywhere, else only what is public."""

    institution_id: int | None = None
    person_id: int | None = None


class Scoped(Protocol):
    """Someone who acts: for an institution, or for themselves."""

    @property
    def institution_id(self) -> int | None:
        """The institution acted for."""

    @property
    def person_id(self) -> int | None:
        """The person acting."""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


@contextmanager
def within(institution_id: int | None = None, person_id: int | None = None) -> Iterator[None]:
    """Open a transaction in which only the rows of this institution, or of this person, exist.

    A person's own rows at all institutions are seen only without an institution; otherwise the two would mix.
    """
    wanted = Scope(institution_id, None if institution_id else person_id)
    before = _current.get()
    if before == wanted and connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        _tell_database(wanted)
        token = _current.set(wanted)
        try:
            yield
        finally:
            _current.reset(token)
        _tell_database(before or Scope())


def scoped(
    function: Callable[Concatenate[Actor, Params], Answer],
) -> Callable[Concatenate[Actor, Params], Answer]:
    """Run an action or a query in one transaction, in the scope of the actor, its first argument."""

    @wraps(function)
    def inside(actor: Actor, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        with within(actor.institution_id, actor.person_id):
            return function(actor, *args, **kwargs)

    return inside


def current() -> Scope:
    """Return the scope. Raises `NoScope`."""
    scope = _current.get()
    if scope is None:
        raise NoScope
    return scope


class TenantManager(models.Manager[Model_co]):
    """The default manager of every tenant's table. Raises `NoScope` outside of a scope."""

    def get_queryset(self) -> models.QuerySet[Model_co]:
        """Return the rows of the scope's institution; in a person's or the public's scope the database decides."""
        scope = current()
        rows = super().get_queryset()
        return rows.filter(institution_id=scope.institution_id) if scope.institution_id else rows


Actor = TypeVar("Actor", bound=Scoped)


def _tell_database(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('testamur.institution', %s, true), set_config('testamur.person', %s, true)",
            [str(scope.institution_id or ""), str(scope.person_id or "")],
        )
