"""What `testamur issue` says at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from testamur.adapters.issue_folder import Judged
from testamur.core.assessment.intake import Column, Gradebook, Notice
from testamur.core.credential import did
from testamur.core.credential.ports import Json
from testamur.interfaces.cli.issue_rows import Sender
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.gradebooks import notice, visible

_SHOWN = 20
_ALL_GOOD, _SOME_REFUSED, _NOTHING_DONE = 0, 1, 2


@dataclass(slots=True)
class Tally:
    """Counts outcomes, and keeps the first few that a person must look at."""

    book: Gradebook
    sender: Sender
    counts: Counter[str] = field(default_factory=Counter)
    shown: list[Json] = field(default_factory=list)
    _heard: list[Notice] = field(default_factory=list)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list."""
        return self.book.columns

    @property
    def notices(self) -> list[Notice]:
        """What is worth knowing, of the whole list first."""
        return [*self.book.notices, *self._heard]

    def hear(self, notice: Notice) -> None:
        """Take note of *notice*, up to a number that a person reads."""
        self.counts["notices"] += 1
        if len(self._heard) < _SHOWN:
            self._heard.append(notice)

    def count(self, done: Judged) -> None:
        """Take note of what became of one row."""
        outcome = str(done.line["outcome"])
        self.counts[outcome] += 1
        if outcome == "issued" and not done.is_new:
            self.counts["before"] += 1
        if outcome != "issued" and len(self.shown) < _SHOWN:
            self.shown.append(done.line)

    @property
    def exit_code(self) -> int:
        """0 every row could be read, 1 some could not, 2 none."""
        if not self.counts["error"]:
            return _ALL_GOOD
        others = self.counts["issued"] + self.counts["not-met"] + self.counts["unknown"]
        return _SOME_REFUSED if others else _NOTHING_DONE


def summary_lines(tally: Tally, out: Path) -> Iterator[tuple[str, bool]]:
    """Yield lines, each with whether it is of trouble."""
    for told in tally.notices:
        yield notice(told), True
    for line in tally.shown:
        yield f"{_who(line)}{visible(str(line['reason']))}", True
    hidden = tally.counts["not-met"] + tally.counts["unknown"] + tally.counts["error"] - len(tally.shown)
    if hidden > 0:
        yield _("… and {count} more, in {file}").format(count=hidden, file=out / "issued.jsonl"), True
    terms = tally.sender.terms
    yield (
        _("{title} {version}, signed as {did}").format(
            title=terms.definition.title.original, version=terms.definition.version, did=terms.signer.controller
        ),
        False,
    )
    yield from ((f"{count:>8}  {word}", False) for count, word in _rows(tally) if count)
    yield from ((line, False) for line in _what_next(tally, out))


def _who(line: Json) -> str:
    if line["outcome"] == "error":
        return ""
    said = _("line {line}, {name}:").format(line=line["row"], name=visible(str(line["name"])))
    return f"{said} "


def _rows(tally: Tally) -> list[tuple[int, str]]:
    counts = tally.counts
    before = counts["before"]
    return [
        (counts["issued"] - before, ngettext("credential issued", "credentials issued", counts["issued"] - before)),
        (before, _("issued before and left as they are")),
        (counts["not-met"], _("did not meet the award rule")),
        (counts["unknown"], _("cannot be decided yet")),
        (counts["error"], ngettext("row that could not be read", "rows that could not be read", counts["error"])),
    ]


def _what_next(tally: Tally, out: Path) -> Iterator[str]:
    terms = tally.sender.terms
    yield _("Put {web} on your web server as it is. What lies beside it names people and stays with you.").format(
        web=out / "web"
    )
    if tally.sender.assumes_design and not tally.sender.rule_met and _is_silent(tally):
        yield _(
            "The list does not say how sittings were supervised; they count as the definition designs them "
            "(--sittings recorded asks for a record)."
        )
    if terms.signer.controller.startswith("did:web:"):
        address = did.web_address(terms.signer.controller)
        yield _("Serve did.json at {address}").format(address=address)
    if not terms.base:
        yield _("Without --base-url nobody else can look up who was revoked.")


def _is_silent(tally: Tally) -> bool:
    """Say whether some assessment asks for supervision or an identity check that no column speaks of."""
    told = {column.field for column in tally.columns}
    return any(
        (one.supervised != "no" and not {"supervised", f"{one.id}.supervised"} & told)
        or (one.identity_checked and not {"identity", f"{one.id}.identity"} & told)
        for one in tally.sender.terms.definition.assessments
    )


def summary_json(tally: Tally, out: Path) -> Json:
    """Return the same as one object; the single outcomes are in ``issued.jsonl``."""
    terms, counts = tally.sender.terms, tally.counts
    return {
        "folder": str(out),
        "records": str(out / "issued.jsonl"),
        "issuer": terms.signer.controller,
        "definition": terms.definition.id,
        "version": terms.definition.version,
        "kind": tally.book.kind,
        "columns": {column.header: column.field for column in tally.columns},
        "issued": counts["issued"] - counts["before"],
        "issued_before": counts["before"],
        "not_met": counts["not-met"],
        "unknown": counts["unknown"],
        "errors": counts["error"],
        "notices": [{"code": told.code, "line": told.line, "says": notice(told)} for told in tally.notices],
        "not_issued": [
            {"row": line["row"], "outcome": line["outcome"], "reason": line["reason"]} for line in tally.shown
        ],
    }
