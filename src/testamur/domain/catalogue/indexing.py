"""What is searched: words of titles, words of everything, and the list of all words, by which slips are put right."""

from __future__ import annotations

from django.db import connection

from testamur.adapters.postgres import slips
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import MicroCredential, TaughtSkill


def index(row: MicroCredential, course: Definition) -> None:
    """Write what is searched of a micro-credential, without accents, and the skills by which it is found."""
    _index_skills(row, course)
    titles, tags, outcomes, descriptions = facts.search_texts(course)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE catalogue_microcredential SET
                 titles = to_tsvector('simple', unaccent(%(titles)s)),
                 search = setweight(to_tsvector('simple', unaccent(%(titles)s)), 'A')
                       || setweight(to_tsvector('simple', unaccent(%(tags)s)), 'B')
                       || setweight(to_tsvector('simple', unaccent(%(outcomes)s)), 'C')
                       || setweight(to_tsvector('simple', unaccent(%(descriptions)s)), 'D'),
                 words = lower(unaccent(%(titles)s || ' ' || %(tags)s))
               WHERE id = %(id)s""",
            {"titles": titles, "tags": tags, "outcomes": outcomes, "descriptions": descriptions, "id": row.pk},
        )
        cursor.execute(
            """INSERT INTO catalogue_word (word)
               SELECT lexeme FROM catalogue_microcredential m, unnest(tsvector_to_array(m.search)) AS lexeme
               WHERE m.id = %(id)s AND length(lexeme) BETWEEN 2 AND %(longest)s ORDER BY lexeme
               ON CONFLICT DO NOTHING""",
            {"id": row.pk, "longest": slips.LONGEST_WORD},
        )


def _index_skills(row: MicroCredential, course: Definition) -> None:
    named = {skill.uri[:500]: skill for outcome in course.outcomes for skill in outcome.skills if skill.uri}
    TaughtSkill.objects.filter(microcredential=row).delete()
    TaughtSkill.objects.bulk_create(
        TaughtSkill(
            institution_id=row.institution_id,
            microcredential=row,
            uri=uri,
            framework=skill.framework[:200],
            version=skill.version[:100],
        )
        for uri, skill in named.items()
    )


def understood(text: str) -> str:
    """Return what was typed as a query of the catalogue, in which small slips are put right."""
    return slips.understood(text, "catalogue_word")
