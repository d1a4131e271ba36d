"""From what was gathered to the text of a draft: cleaned, completed where that is safe, and held against the format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from testamur.core.exchange.gathered import Gathered, plain_words
from testamur.core.exchange.merging import merged
from testamur.core.exchange.tree import Tree, tree_of, yaml_of
from testamur.core.exchange.values import Imported, Options
from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError, Problem
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Section, Words
from testamur.core.model.definition.texts import MARKUP, MAX_LINE, MAX_TEXT
from testamur.core.model.microcredential import MicroCredential

Rewritten = Callable[[MicroCredential, str], Tree]

_MARKUP = re.compile(MARKUP)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
# A space that does not break is somebody's wish, as in "10 ECTS", and stays.
_BREAKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_ROUNDS = 20
_INDIVISIBLE = re.compile(r"level\[\d+\]|price")
# What is told of a reading that had to guess; where our own file is inside, nothing was guessed.
_GUESSES = frozenset(
    {"assumed", "credits-without-unit", "kept-as-words", "assessment-type-unknown", "skill-as-outcome", "not-taken"}
)
# What a person has to answer; dropping the value would answer it for them.
_KEPT = frozenset({"missing-key", "mandate-missing", "duplicate-id"})
_LONGEST_ID = 60


def settle(gathered: Gathered, options: Options, rewritten: Rewritten) -> Imported:
    """Return the draft of what was gathered; *rewritten* tells what the format would show of a definition."""
    own = _carried(gathered)
    if own is not None:
        return _reconciled(gathered, options, own, rewritten(own, gathered.address))
    tree = _cleaned(MICROCREDENTIAL, gathered.tree, "", gathered)
    return _drafted(gathered, _completed(tree, gathered, options), options)


def _carried(gathered: Gathered) -> MicroCredential | None:
    if not gathered.carried:
        return None
    try:
        return definition.parse(gathered.carried)
    except DefinitionError as error:
        gathered.tell("carried-unreadable", gathered.place, problem=error.problems[0])
        return None


def _reconciled(gathered: Gathered, options: Options, own: MicroCredential, base: Tree) -> Imported:
    """Return our own file, with what was changed outside it."""
    tree = _cleaned(MICROCREDENTIAL, gathered.tree, "", gathered)
    result, told = merged(tree_of(own), _cleaned(MICROCREDENTIAL, base, "", Gathered()), tree)
    gathered.notices = [one for one in gathered.notices if one.code not in _GUESSES]
    if not told:
        notices = tuple(gathered.notices)
        return Imported(gathered.carried, own, notices, place=gathered.place, title=own.title.original)
    for code, key in told:
        gathered.tell(f"{code}-outside", _place(gathered, key), key=key)
    return _drafted(gathered, result, options)


def _cleaned(kind: Kind, told: Any, key: str, gathered: Gathered) -> Any:  # noqa: ANN401 - a text, a list or a tree
    """Return a value without markup in its texts, and none longer than a definition takes."""
    match kind:
        case Words():
            return {tag: _text(text, kind, key, gathered) for tag, text in told.items()}
        case Many():
            return [_cleaned(kind.of, one, f"{key}[{number}]", gathered) for number, one in enumerate(told)]
        case Section():
            inner = {field.key: field.kind for field in kind.fields}
            return {
                name: _cleaned(inner[name], one, f"{key}.{name}" if key else name, gathered)
                for name, one in told.items()
                if name in inner
            }
    return " ".join(plain_words(told).split()) if _MARKUP.search(told) else told


def _text(text: str, kind: Words, key: str, gathered: Gathered) -> str:
    is_marked = bool(_MARKUP.search(text))
    clean = plain_words(text) if is_marked or _ENTITY.search(text) else text.strip()
    clean = "".join(char for char in clean if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"})
    if is_marked:
        gathered.tell("markup-removed", _place(gathered, key), key=key)
    clean = clean if kind.long else _BREAKS.sub(" ", clean)
    longest = MAX_TEXT if kind.long else MAX_LINE
    if len(clean) > longest:
        gathered.tell("cut", _place(gathered, key), key=key, length=len(clean), longest=longest)
    return clean[:longest].strip() or "–"


def _completed(tree: Tree, gathered: Gathered, options: Options) -> Tree:
    """Return the tree with what every draft needs and no file says; each assumption is told."""
    done = dict(tree)
    title = next(iter(done.get("title", {}).values()), "")
    assumed = {"id": _slug(title), "version": "1.0", "award_rule": {"each_threshold": "yes", "all_required": "yes"}}
    for key, value in assumed.items():
        if value and not done.get(key):
            done[key] = value
            gathered.tell(
                "assumed", gathered.place, key=key, value=value if isinstance(value, str) else ", ".join(value)
            )
    _supposed(done, gathered)
    if not done.get("awarding_body") and options.body:
        done["awarding_body"] = [dict(options.body)]
        gathered.tell("assumed", gathered.place, key="awarding_body", value=options.body.get("name", ""))
    return done


def _supposed(tree: Tree, gathered: Gathered) -> None:
    """Fill in what other formats do not ask for and ours does: the likeliest answer, told as one that was not given."""
    all_outcomes = [one["id"] for one in tree.get("outcomes", ()) if "id" in one]
    likely: dict[str, tuple[str, Any]] = {
        "outcomes": ("kind", "skill"),
        "level": ("basis", "best_fit_self_declared"),
        "assessments": ("outcomes", all_outcomes),
    }
    for part, (key, value) in likely.items():
        lacking = [one for one in tree.get(part, ()) if not one.get(key)]
        if lacking and value:
            tree[part] = [one if one.get(key) else one | {key: value} for one in tree[part]]
            shown = value if isinstance(value, str) else ", ".join(value)
            gathered.tell("assumed", _place(gathered, part), key=f"{part}.{key}", value=shown, times=len(lacking))


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower())[:_LONGEST_ID].strip("-")


def _drafted(gathered: Gathered, tree: Tree, options: Options) -> Imported:
    """Return the draft; values that no definition takes are dropped and told, what is missing is left to people."""
    del options
    title = next(iter(tree.get("title", {}).values()), "")
    problems: tuple[Problem, ...] = ()
    for _ in range(_ROUNDS):
        source = yaml_of(tree)
        try:
            found = definition.parse(source)
        except DefinitionError as error:
            problems = error.problems
            if not _dropped(tree, problems, gathered):
                break
        else:
            return Imported(source, found, tuple(gathered.notices), place=gathered.place, title=title)
    return Imported(yaml_of(tree), None, tuple(gathered.notices), problems, gathered.place, title)


def _dropped(tree: Tree, problems: tuple[Problem, ...], gathered: Gathered) -> bool:
    """Take out the values that cannot stand; say whether there was any."""
    keys = {problem.key: problem for problem in problems if problem.code not in _KEPT and problem.key}
    done = False
    for key in sorted(keys, key=_order, reverse=True):
        if _removed(tree, list(_steps(_whole(key)))):
            problem = keys[key]
            gathered.tell("dropped", _place(gathered, key), key=key, found=problem.found, reason=problem.code)
            done = True
    return done


def _whole(key: str) -> str:
    """Return what is left out where *key* cannot stand: a level without its value says nothing."""
    top = _INDIVISIBLE.match(key)
    return top[0] if top else key


def _order(key: str) -> list[tuple[str, int]]:
    return [(step if isinstance(step, str) else "", step if isinstance(step, int) else -1) for step in _steps(key)]


def _steps(key: str) -> Iterator[str | int]:
    for name, number in _STEP.findall(key):
        yield name or int(number)


def _removed(tree: Any, steps: list[str | int]) -> bool:  # noqa: ANN401 - a tree or a list of them
    """Take out what *steps* lead to, or the closest thing above it that is there."""
    held, last = tree, None
    for number, step in enumerate(steps):
        there = (isinstance(held, dict) and step in held) or (
            isinstance(held, list) and isinstance(step, int) and step < len(held)
        )
        if not there:
            break
        last = (held, step)
        if number < len(steps) - 1:
            held = held[step]
    if last is None:
        return False
    del last[0][last[1]]
    return True


def _place(gathered: Gathered, key: str) -> str:
    """Return where a key came from: its own place, or that of the top key it belongs to."""
    while key:
        if gathered.places.get(key):
            return gathered.places[key]
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return gathered.place
