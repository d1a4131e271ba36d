"""Large tables become drafts part by part: nothing twice, nothing lost, each row told, and all of it taken back."""

from __future__ import annotations

import pytest

from campus import NOW
from courses import example
from studio import Studio
from testamur.core.exchange import Options, export_table, import_rows
from testamur.domain.design import actions, queries
from testamur.domain.design.actions import taking_in
from testamur.domain.design.standing import missing, standing
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import system
from testamur.packs.narratives import labels
from testamur.refusals import Invalid, NotAllowed, NotFound

DIGEST = "ab" * 32
TABLE = b"title,hours,colour\n" + b"".join(b"Knots %d,10,red\n" % n for n in range(5)) + b",3,\nKnots 0,10,blue\n"


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "PART", 3)


def kept(studio: Studio, data: bytes = TABLE, rows: int = 7) -> object:
    return actions.keep_file(
        studio.lecturer, data=data, name="all.csv", digest=DIGEST, rows_told=rows, language="en", at=NOW
    )


def test_a_file_is_taken_over_part_by_part_and_a_part_that_is_done_again_changes_nothing(studio: Studio) -> None:
    machine, intake = system(studio.campus.institution.id), kept(studio)
    actions.take_in(studio.lecturer, intake=intake, at=NOW)
    for first in (0, 0, 3, 3, 9):
        actions.take_in_part(machine, intake=str(intake), first=first, at=NOW)
    half = queries.intake(studio.lecturer, uuid=intake)
    assert (half.state, half.done, half.total, half.counts) == ("working", 6, 7, {"lacking": 5, "left-out": 1})

    actions.take_in_part(machine, intake=str(intake), first=6, at=NOW)
    whole = queries.intake(studio.lecturer, uuid=intake)
    assert (whole.state, whole.counts, whole.untouched) == ("done", {"lacking": 5, "left-out": 2}, 5)
    assert queries.intake_data(studio.lecturer, uuid=intake) == b""
    lines = queries.intake_rows(studio.lecturer, uuid=intake)
    assert [one.because for one in lines] == ["", "", "", "", "", "no-title", "same-as-before"]
    assert lines[0].place == "2"
    assert {told["code"] for told in lines[0].told} >= {"missing-key", "unread-column"}
    draft = queries.design(studio.lecturer, uuid=lines[0].design)
    assert draft.origin_note == f"all.csv (sha256 {DIGEST}, csv) 2"
    assert draft.line.started_by == studio.lecturer.person_id


HEAD = "title,description,hours,credits,outcomes,language"
WHOLE = export_table([example("first-aid")]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("table", "stands"),
    [
        (WHOLE, "whole"),
        (f"{HEAD}\nKnots,Tie knots that hold,25,1 ECTS,Tie a knot.,en\n", "lacking"),
        (f"{HEAD}\nKnots,Tie knots that hold,25,abc,Tie a knot.,en\n", "unread"),
    ],
)
def test_only_a_row_that_lacks_nothing_and_was_read_whole_is_complete(table: str, stands: str) -> None:
    options = Options(labels=labels, language="en", body={"name": "North", "country": "ES"})
    (found,) = import_rows(table.encode(), options, first=0, many=1)
    assert standing(found) == stands
    assert bool(missing(found)) == (stands != "whole")


def test_rows_whose_value_could_not_be_read_are_counted_apart_and_taken_back_too(studio: Studio) -> None:
    machine = system(studio.campus.institution.id)
    rows = "".join(
        f"Knots {n},Tie knots that hold,25,{worth},Tie it.,en\n" for n, worth in enumerate(("abc", "1 ECTS"))
    )
    intake = kept(studio, f"{HEAD}\n{rows}".encode(), 2)
    actions.take_in(studio.lecturer, intake=intake, at=NOW)
    actions.take_in_part(machine, intake=str(intake), first=0, at=NOW)
    found = queries.intake(studio.lecturer, uuid=intake)
    assert (found.counts, found.untouched) == ({"unread": 1, "lacking": 1}, 2)
    (unread,) = queries.intake_rows(studio.lecturer, uuid=intake, outcome="unread")
    assert {"of": "element", "key": "level"} in unread.told
    actions.take_back(studio.lecturer, intake=intake, at=NOW)
    actions.take_back_part(machine, intake=str(intake), after=0, at=NOW)
    assert queries.intake(studio.lecturer, uuid=intake).counts == {"undone": 2}


def test_what_nobody_worked_on_is_taken_back_and_the_rest_stays(studio: Studio) -> None:
    machine, intake = system(studio.campus.institution.id), kept(studio)
    actions.take_in(studio.lecturer, intake=intake, at=NOW)
    actions.take_in_part(machine, intake=str(intake), first=0, at=NOW)
    with pytest.raises(actions.IntakeRunning):
        actions.take_in(studio.lecturer, intake=kept(studio), at=NOW)
    actions.stop_intake(studio.lecturer, intake=intake, at=NOW)
    actions.take_in_part(machine, intake=str(intake), first=3, at=NOW)
    first, second, _third = queries.intake_rows(studio.lecturer, uuid=intake)
    text = queries.design(studio.lecturer, uuid=first.design).source
    actions.save(studio.lecturer, design=first.design, source=f"{text}\n", based_on=1, at=NOW)
    actions.comment(studio.lecturer, design=second.design, text="Is it ours?", at=NOW)

    actions.take_back(studio.lecturer, intake=intake, at=NOW)
    for after in (0, 0, 3):
        actions.take_back_part(machine, intake=str(intake), after=after, at=NOW)
    assert [one.outcome for one in queries.intake_rows(studio.lecturer, uuid=intake)] == ["kept", "kept", "undone"]
    assert queries.intake(studio.lecturer, uuid=intake).state == "undone"
    again = kept(studio)
    actions.take_in(studio.lecturer, intake=again, at=NOW)
    actions.take_in_part(machine, intake=str(again), first=0, at=NOW)
    outcomes = [one.because for one in queries.intake_rows(studio.lecturer, uuid=again)]
    assert outcomes == ["same-as-before", "same-as-before", ""]


def test_a_file_is_kept_and_forgotten_only_by_those_who_design(studio: Studio) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_file(studio.partner, data=TABLE, name="x", digest=DIGEST, rows_told=1, language="en", at=NOW)
    with pytest.raises(Invalid):
        kept(studio, rows=20_001)
    files = [kept(studio) for _ in range(5)]
    with pytest.raises(NotFound):
        queries.intake(studio.lecturer, uuid=files[0])
    actions.forget_file(studio.lecturer, intake=files[4], at=NOW)
    assert len(queries.intakes(studio.lecturer)) == 2


def test_nothing_begins_for_somebody_who_may_not_design_any_more(studio: Studio) -> None:
    machine, intake = system(studio.campus.institution.id), kept(studio)
    actions.take_in(studio.lecturer, intake=intake, at=NOW)
    lecturer = studio.campus.people["instructor"].uuid
    institution.withdraw_role(studio.campus.actor("administrator"), person=lecturer, role="instructor", at=NOW)
    actions.take_in_part(machine, intake=str(intake), first=0, at=NOW)
    stopped = queries.intake(studio.registrar, uuid=intake)
    assert (stopped.state, stopped.because, stopped.counts) == ("stopped", "not-allowed", {})
