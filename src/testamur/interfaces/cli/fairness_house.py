"""``testamur fairness audit --institution``: the same tables over what happened in the house itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

from testamur.core.fairness import Audit
from testamur.interfaces.cli.server import prepare
from testamur.interfaces.cli.watch import Crew


def of_house(code: str, what: str, year: int | None) -> tuple[Audit, int]:
    """Return the audit of an institution's year (None: this one), and under how many people a group is hidden.

    It is kept and stands in the audit trail, as when somebody asks for it on its page. Raises `Refusal`.
    """
    with Crew() as crew:
        _here, running = prepare()
        crew.take(running)
        from testamur.domain.insight import actions, queries  # noqa: PLC0415 - needs Django, which is ready only now
        from testamur.domain.institution.access import system  # noqa: PLC0415 - as above
        from testamur.domain.institution.queries import by_code  # noqa: PLC0415 - as above

        now = datetime.now(UTC)
        actor, wanted = system(by_code(code).id), year or now.year
        run = actions.ask(actor, what=what, since=date(wanted, 1, 1), until=date(wanted, 12, 31), at=now)
        if queries.run(actor, uuid=run).state != "done":
            actions.count(actor, run=str(run), at=now)
        found = queries.run(actor, uuid=run)
        if found.same_as:
            found = queries.run(actor, uuid=found.same_as)
    return Audit(found.cases, found.selection, found.opportunity), found.cell
