"""Writing a whole framework: rows are copied in bulk, and inside ids are taken in blocks, so that it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection

from testamur.adapters.postgres.slips import LONGEST_WORD
from testamur.core.skills.taxonomy import Link, Node, Taxonomy, Wording
from testamur.domain.frameworks.models import Concept, Equivalence, Framework
from testamur.domain.frameworks.models import Link as LinkRow
from testamur.domain.frameworks.models import Wording as WordingRow

# Called with what is being done (concepts, wordings, relations, index), and how many of how many rows are done.
Progress = Callable[[str, int, int], None]
_AT_ONCE = 2_000
# What is only searched by letters that differ in accents is the same word.
_INDEX = """
UPDATE frameworks_wording SET search =
     setweight(to_tsvector('simple', unaccent(label)), 'A')
  || setweight(to_tsvector('simple', unaccent(array_to_string(alternatives || hidden, ' '))), 'B')
  || setweight(to_tsvector('simple', unaccent(left(description, 20000))), 'D')
WHERE framework_id = %(framework)s AND search IS NULL
"""
_WORDS = """
INSERT INTO frameworks_word (word)
SELECT DISTINCT lexeme FROM frameworks_wording w, unnest(tsvector_to_array(w.search)) AS lexeme
WHERE w.framework_id = %(framework)s AND length(lexeme) BETWEEN 2 AND %(longest)s ORDER BY lexeme
ON CONFLICT DO NOTHING
"""


_MEND = """
UPDATE frameworks_concept c SET kind = v.kind, code = v.code, tags = coalesce(string_to_array(v.tags, ' '), '{}')
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS v (id, kind, code, tags) WHERE c.id = v.id
"""


def load(framework: Framework, taxonomy: Taxonomy, progress: Progress) -> None:
    """Write a taxonomy into a framework; what it says in a language takes the place of what was said there before."""
    ids = _concepts(framework, taxonomy.nodes, progress)
    _wordings(framework, taxonomy.nodes, ids, progress)
    _links(framework, taxonomy.links, ids, progress)
    _equivalences(framework, taxonomy)
    progress("index", 0, 1)
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, {"framework": framework.pk})
        cursor.execute(_WORDS, {"framework": framework.pk, "longest": LONGEST_WORD})
    progress("index", 1, 1)


def key_of(uri: str) -> str:
    """Return the part of a page's address that stands for a concept's own."""
    return sha256(uri.encode()).hexdigest()[:16]


def _concepts(framework: Framework, nodes: Sequence[Node], progress: Progress) -> dict[str, int]:
    """Write the nodes that are not there yet, mend the others, and return the inside ids of all by their addresses."""
    rows = Concept.objects.filter(framework=framework).values_list("uri", "pk", "kind", "code", "tags")
    held = {uri: (row_id, kind, code, tags) for uri, row_id, kind, code, tags in rows}
    _mend([(*held[node.uri], node) for node in nodes if node.uri in held])
    fresh = [node for node in nodes if node.uri not in held]
    ids = dict(zip((node.uri for node in fresh), _taken("frameworks_concept_id_seq", len(fresh)), strict=True))
    new = (
        (ids[one.uri], framework.pk, one.uri, key_of(one.uri), one.kind.value, one.code[:100], _tags(one))
        for one in fresh
    )
    _copy("frameworks_concept", "id framework_id uri key kind code tags", new, _told(progress, "concepts", len(fresh)))
    return {uri: row_id for uri, (row_id, *_rest) in held.items()} | ids


def _mend(known: Iterable[tuple[int, str, str, list[str], Node]]) -> None:
    """Take over what later files know better: the kind, a code, and what more a concept is filed under."""
    changed = []
    for row_id, kind, code, tags, node in known:
        wanted = (node.kind.value, node.code[:100] or code, list(dict.fromkeys([*tags, *_tags(node)])))
        if wanted != (kind, code, tags):
            changed.append((row_id, *wanted[:2], " ".join(wanted[2])))
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_MEND, [list(column) for column in zip(*changed, strict=True)])


def _tags(node: Node) -> list[str]:
    return [tag[:60] for tag in node.tags]


def _wordings(framework: Framework, nodes: Sequence[Node], ids: dict[str, int], progress: Progress) -> None:
    languages = {said.language for node in nodes for said in node.wordings}
    held = WordingRow.objects.filter(framework=framework, language__in=languages)
    if held.exists():
        held.filter(concept_id__in=[ids[node.uri] for node in nodes]).delete()
    said = [(node, one) for node in nodes for one in node.wordings]
    rows = ((framework.pk, ids[node.uri], *_texts(one)) for node, one in said)
    columns = "framework_id concept_id language label alternatives hidden description note"
    _copy("frameworks_wording", columns, rows, _told(progress, "wordings", len(said)))


def _texts(said: Wording) -> tuple[object, ...]:
    return said.language, said.label, list(said.alternatives), list(said.hidden), said.description, said.note


def _links(framework: Framework, links: Sequence[Link], ids: dict[str, int], progress: Progress) -> None:
    known = set(LinkRow.objects.filter(framework=framework).values_list("source_id", "relation", "target_id"))
    wanted = ((ids[one.source], one.relation.value, ids[one.target]) for one in links)
    rows = ((framework.pk, *one) for one in wanted if one not in known)
    columns = "framework_id source_id relation target_id"
    _copy("frameworks_link", columns, rows, _told(progress, "relations", len(links)))


def _equivalences(framework: Framework, taxonomy: Taxonomy) -> None:
    rows = (
        Equivalence(framework=framework, source=one.source, match=one.match.value, target=one.target)
        for one in taxonomy.equivalences
    )
    Equivalence.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _taken(sequence: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
        return [number for (number,) in cursor.fetchall()]


def _told(progress: Progress, what: str, total: int) -> Callable[[int], None]:
    return lambda done: progress(what, done, total)


def _copy(table: str, columns: str, rows: Iterable[tuple[object, ...]], told: Callable[[int], None]) -> None:
    names, done = ", ".join(columns.split()), 0
    with connection.cursor() as cursor:
        driver: Any = cursor.cursor  # psycopg's own, which Django's names no type of
        with driver.copy(f"COPY {table} ({names}) FROM STDIN") as copying:
            for part in _parts(iter(rows)):
                for row in part:
                    copying.write_row(row)
                done += len(part)
                told(done)


def _parts(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while part := list(islice(rows, _AT_ONCE)):
        yield part
