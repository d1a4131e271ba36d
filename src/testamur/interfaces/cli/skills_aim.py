"""What `testamur skills gap` and `plan` compare: an occupation or an advert with a list or a learner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testamur.adapters.documents import BadDocument, text_of
from testamur.adapters.documents.values import Limits
from testamur.adapters.identity import detector
from testamur.core.skills.identity.values import Kind, blanked
from testamur.core.skills.taxonomy import NodeKind
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.cli.skills_texts import UnreadableError, texts_of
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.documents import document_error
from testamur.packs.advert_signs import signs
from testamur.refusals import NotFound

if TYPE_CHECKING:
    from testamur.core.skills.advert_reading import Offer
    from testamur.domain.careers.values import SkillChosen, TargetView
    from testamur.domain.frameworks.values import Entry, FrameworkView
    from testamur.domain.institution.access import Actor

_MOST_LINES = 2_000
_NEAR = 5
_OF_SENTENCE = 3
_CONTACTS = (Kind.CONTACT, Kind.ADDRESS, Kind.PHOTO)


def learner(email: str) -> Actor:
    """Return the person with an address, who acts for themselves. Raises `NotFound`."""
    from testamur.domain.institution import queries  # noqa: PLC0415 - needs Django, which is ready only now

    return queries.actor_for(person=queries.person_at(email).id)


def occupation(wanted: str) -> TargetView:
    """Return all that a framework says an occupation needs, by its address or its label. Raises `UsageError`."""
    from testamur.core.skills.gap import Aspiration  # noqa: PLC0415 - its libraries take a while to load
    from testamur.domain.careers.queries import aimed_at  # noqa: PLC0415 - needs Django, which is ready only now
    from testamur.domain.careers.values import MUST, NICE, SkillChosen  # noqa: PLC0415 - as above
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - as above

    of = _with_occupations()
    uri = _named(of, wanted, (NodeKind.OCCUPATION,), "--occupation").uri
    found = queries.concept_at(of, uri, languages=[spoken()])
    words = f"{found.entry.label} ({of.name} {of.version})"
    skills = [
        SkillChosen(one.uri, one.label, of.name, of.version, need, words=words)
        for relation, need in (("essential", MUST), ("optional", NICE))
        for one in found.needs.get(relation, ())
    ]
    if not skills:
        said = _("The framework does not say what this occupation needs. Choose another.")
        raise click.BadParameter(said, param_hint="--occupation")
    return aimed_at(Aspiration.OCCUPATION, found.entry.label, skills)


def advert(path: Path, *, here: int | None, code: str) -> TargetView:
    """Return what an advert seems to ask for; nobody has decided on it. Raises `UsageError`, `NotFound`."""
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a while to load
    from testamur.core.skills.advert_parts import Signs  # noqa: PLC0415 - as above
    from testamur.core.skills.advert_reading import read_advert  # noqa: PLC0415 - as above
    from testamur.core.skills.gap import Aspiration  # noqa: PLC0415 - as above
    from testamur.core.skills.languages import likeliest  # noqa: PLC0415 - as above
    from testamur.domain.careers.queries import aimed_at  # noqa: PLC0415 - needs Django, which is ready only now
    from testamur.domain.careers.values import MOST_SEEN  # noqa: PLC0415 - as above
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - as above

    text, of = _words(path), to_read_against(here, code)
    ranker = at_hand.ready(queries.reading(of, likeliest(text))).ranker
    if ranker is None:
        raise NotFound(what="language", code=of.code, version=of.version, language=likeliest(text))
    bare = blanked(text, tuple(one for one in detector().strip(text).found if one.kind in _CONTACTS)).text
    said = read_advert(ranker, bare, Signs.of(signs()), top=MOST_SEEN, of_sentence=_OF_SENTENCE)
    return aimed_at(Aspiration.ADVERT, path.name, [_asked(one, of) for one in said.offers])


def to_read_against(here: int | None, code: str) -> FrameworkView:
    """Return the framework that is named, or the usual one. Raises `NotFound`."""
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, which is ready only now

    of = queries.to_read_against(here=here, code=code)
    if of is None or (code and of.code != code):
        raise NotFound(what="framework", code=code or "–", version="")
    return of


def told(path: Path, of: FrameworkView) -> list[str]:
    """Return the addresses of the skills that a list names, one a line, by address or label. Raises `UsageError`."""
    try:
        texts = texts_of(str(path))
    except UnreadableError as error:
        raise click.BadParameter(str(error), param_hint="--have") from error
    rows = [(one.row, one.text) for one in texts if one.row] or list(enumerate(texts[0].text.splitlines(), 1))
    if len(rows) > _MOST_LINES:
        said = _("{name} has more than {most} rows. Cut it into parts.").format(name=path.name, most=_MOST_LINES)
        raise click.BadParameter(said, param_hint="--have")
    kinds = (NodeKind.SKILL, NodeKind.KNOWLEDGE)
    named = ((number, said.strip()) for number, said in rows if said.strip() and not said.startswith("#"))
    return [_named(of, said, kinds, f"--have, {path.name}, {number}").uri for number, said in named]


def _named(of: FrameworkView, wanted: str, kinds: tuple[NodeKind, ...], hint: str) -> Entry:
    """Return what is called so, or has that address. Raises `UsageError`, which tells what is called alike."""
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, which is ready only now

    known = queries.by_uris(of, [wanted], languages=[spoken()]).get(wanted)
    if known is not None and known.kind in {kind.value for kind in kinds}:
        return known
    near = queries.search(of, text=wanted, languages=[spoken()], kinds=kinds, limit=_NEAR).items
    same = [one for one in near if one.label.casefold() == wanted.casefold()]
    if same:
        return same[0]
    said = _("Nothing in {framework} is called “{found}”.").format(
        framework=f"{of.name} {of.version}", found=printable(wanted[:200])
    )
    if near:
        listed = "\n".join(f"  {printable(one.label)}  {one.uri}" for one in near)
        said = f"{said} {_('Is one of these meant?')}\n{listed}"
    raise click.BadParameter(said, param_hint=hint)


def _with_occupations() -> FrameworkView:
    from testamur.domain.frameworks import queries  # noqa: PLC0415 - needs Django, which is ready only now

    found = [one for one in queries.frameworks() if one.has_relations and one.counts.get(NodeKind.OCCUPATION.value)]
    if not found:
        said = _(
            "No framework here says which occupation needs which skill. The official download of ESCO does: "
            "“testamur doctor” says how to get it, “testamur frameworks import” brings it in."
        )
        raise click.BadParameter(said, param_hint="--occupation")
    return min(found, key=lambda one: one.code != "esco")


def _words(path: Path) -> str:
    """Return the words of a document. Raises `UsageError`."""
    with path.open("rb") as file:
        data = file.read(Limits().bytes + 1)
    try:
        return text_of(data, path.name).text
    except BadDocument as error:
        raise click.BadParameter(document_error(error), param_hint=path.name) from error


def _asked(one: Offer, of: FrameworkView) -> SkillChosen:
    from testamur.domain.careers.values import MUST, NICE, SkillChosen  # noqa: PLC0415 - needs Django, ready only now

    best, at = one.suggestion.best.concept, one.suggestion.places[0]
    need = NICE if one.is_nice else MUST
    return SkillChosen(best.uri, best.label, of.name, of.version, need, words=at.words)
