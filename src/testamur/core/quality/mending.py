"""Safe mends: changes of a definition's text that say the same, and leave comments and layout as they are.

Two kinds are safe. A key or value that differs from an allowed one only in capitals and separators (``Project Work``
for ``project_work``) is that one. An expression for which a rule gives words that say the same (``safe_fix``) is
replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from testamur.core.model.definition import DefinitionError, Problem
from testamur.core.model.definition.tree import ListNode, Node, ScalarNode, build
from testamur.core.quality.report import Finding

_SEPARATORS = re.compile(r"[\s_.-]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from ``start`` to ``end`` of the text by ``written``; ``code`` says for which rule."""

    code: str
    key: str
    start: int
    end: int
    written: str


def mends(source: str, problems: Iterable[Problem] = (), findings: Iterable[Finding] = ()) -> tuple[Edit, ...]:
    """Return the safe edits of *source*, in its order, none overlapping. Nothing where it is not even YAML."""
    try:
        nodes = dict(_scalars(build(source), ""))
    except DefinitionError:
        return ()
    by_place = {(node.place.line, node.place.column): node for node in nodes.values()}
    # One expression can stand in one text a thousand times, and is found as often; it is looked for once.
    expressions = {
        (finding.key, finding.facts["language"], finding.facts["found"]): finding
        for finding in findings
        if finding.rule.safe_fix
    }
    found = [
        *(edit for problem in problems for edit in _of_problem(problem, by_place)),
        *(edit for finding in expressions.values() for edit in _of_finding(finding, nodes)),
    ]
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def mended(source: str, edits: Iterable[Edit]) -> str:
    """Return *source* with the edits made."""
    pieces, done = [], 0
    for edit in edits:
        pieces += [source[done : edit.start], edit.written]
        done = edit.end
    return "".join([*pieces, source[done:]])


def _scalars(node: Node, path: str) -> Iterator[tuple[str, ScalarNode]]:
    """Yield key path → node of every value, and of every key with a ``?`` before its path."""
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            yield from _scalars(item, f"{path}[{number}]")
    else:
        for name, child in node.pairs:
            inner = f"{path}.{name.text}" if path else name.text
            yield f"?{inner}", name
            yield from _scalars(child, inner)


def _of_problem(problem: Problem, nodes: Mapping[tuple[int, int], ScalarNode]) -> Iterator[Edit]:
    node = nodes.get((problem.line, problem.column))
    # A unit is told with its number before it.
    found = problem.found.rpartition(" ")[2] if problem.code == "unknown-unit" else problem.found
    if node is None or not problem.suggestion or _letters(found) != _letters(problem.suggestion):
        return
    if node.raw.count(found) == 1:
        start = node.start + node.raw.index(found)
        yield Edit(problem.code, problem.key, start, start + len(found), problem.suggestion)


def _letters(text: str) -> str:
    return _SEPARATORS.sub("", text.casefold())


def _of_finding(finding: Finding, nodes: Mapping[str, ScalarNode]) -> Iterator[Edit]:
    """Yield a replacement of every place where the expression stands in the text that the finding is about."""
    node = _node_of(finding, nodes)
    found, better = finding.facts["found"], finding.facts["better"]
    if node is None or (node.raw[:1] == "'" and "'" in better):
        return
    spelled = r"\s+".join(map(re.escape, found.split()))
    for match in re.finditer(rf"(?<!\w){spelled}(?!\w)", node.raw):
        yield Edit(finding.code, finding.key, node.start + match.start(), node.start + match.end(), better)


def _node_of(finding: Finding, nodes: Mapping[str, ScalarNode]) -> ScalarNode | None:
    """Return the value that a finding is about: a file may leave out the list, the key ``text`` and the language."""
    key, language = finding.key, finding.facts["language"]
    short = key.removesuffix(".text")
    spelled = [f"{key}.{language}", key, f"{short}.{language}", short]
    spelled += [path.replace("quality[0]", "quality", 1) for path in spelled]
    return next((nodes[path] for path in spelled if path in nodes), None)
