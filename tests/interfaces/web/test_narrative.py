"""A narrative is taken along as files that say which words are whose, and promise no proof that is not there."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from campus import NOW, Campus
from skilled import PLANNING, graduate
from testamur.adapters import typesetting
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import SkillChosen
from testamur.interfaces.web.advice.prose import Note, closing

pytestmark = pytest.mark.django_db
PROOF = "Whoever reads it can check each award"


def test_awards_can_be_checked_where_one_has_an_address() -> None:
    on = date(2026, 6, 1)
    award = Note(1, "Archives", "", "https://example.org/c/1", None, is_evidence=True)
    assert [PROOF in one for one in closing([], (award,), on)] == [True]
    assert closing([], (Note(1, "I said so", "", "", None, is_evidence=True),), on) == []


def test_own_words_are_marked_in_every_file_and_carry_no_proof(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    me, client = graduate(campus), Client()
    person = get_user_model().objects.get(pk=me.me)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = [SkillChosen(PLANNING, "data management planning", "ESCO", "1.2.0")]
    target = actions.aim(me, kind="own", title="Archivist", skills=asked, at=NOW)
    page = f"/mine/targets/{target}/narrative"
    letters: list[dict[str, object]] = []

    def letter(told: dict[str, object], **_more: object) -> bytes:
        letters.append(told)
        return b""

    monkeypatch.setattr(typesetting, "letter", letter)
    monkeypatch.setattr(typesetting, "unprintable", lambda told: "数" if "数" in str(told) else "")

    assert "[1]" in client.get(f"{page}.txt").content.decode()
    for one in queries.narrative(me, target, on=date(2026, 6, 1)).told:
        client.post(page, {"verb": "rewrite", "claim": one.claim.id, "words": "I plan 数."})

    text = client.get(f"{page}.txt").content.decode()
    with zipfile.ZipFile(io.BytesIO(client.get(f"{page}.docx").content)) as found:
        document = found.read("word/document.xml").decode()
    client.get(f"{page}.pdf")
    [sent] = letters
    for said in (text, document, str(sent)):
        assert "I plan 数. *" in said
        assert "* In the own words of whoever wrote it" in said
        assert PROOF not in said
        assert "[1]" not in said
    assert "U+6570" in str(sent["footer"])
    assert sent["sections"] == []


def test_what_one_lacks_is_told_only_where_one_wants_it(campus: Campus) -> None:
    me = graduate(campus)
    asked = [SkillChosen(PLANNING, "data management planning"), SkillChosen("urn:test:sail", "sail ships")]
    target, on = actions.aim(me, kind="own", title="Archivist", skills=asked, at=NOW), date(2026, 6, 1)
    found = queries.narrative(me, target, on=on)
    [quiet] = found.dropped
    assert quiet.claim.code in ("lacks", "untaught")
    actions.edit_narrative(me, target=target, verb="restore", claim=quiet.claim.id, at=NOW)
    assert quiet.claim.id in {one.claim.id for one in queries.narrative(me, target, on=on).told}
    actions.edit_narrative(me, target=target, verb="up", claim=quiet.claim.id, at=NOW)
    assert not queries.narrative(me, target, on=on).dropped
    actions.edit_narrative(me, target=target, verb="drop", claim=quiet.claim.id, at=NOW)
    assert queries.narrative(me, target, on=on).dropped
