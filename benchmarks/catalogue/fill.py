#!/usr/bin/env python3
"""Fill the database of a running demo for `search.py`: copies of the demo's definitions, written by SQL.

Publishing 50,000 texts is not what is measured. Each copy has a title, words, levels, hours, price, language, mode and
institution of its own; outcomes and description are those of the definition that it is a copy of.
"""

from __future__ import annotations

import sys

import psycopg

from testamur.interfaces.cli.server import prepare

SUBJECTS = [
    "soil",
    "water",
    "bridges",
    "nursing",
    "payroll",
    "robots",
    "poetry",
    "welding",
    "statistics",
    "tourism",
    "grids",
    "harvest",
    "ethics",
    "algebra",
    "geology",
    "acoustics",
    "law",
    "logistics",
    "baking",
    "fisheries",
    "forestry",
    "radio",
    "optics",
    "surgery",
    "nutrition",
    "pottery",
    "drama",
    "archives",
    "maps",
    "chemistry",
    "photonics",
    "mining",
    "rail",
    "ports",
    "aviation",
    "insurance",
    "banking",
    "taxation",
    "audit",
    "marketing",
    "packaging",
    "textiles",
    "ceramics",
    "plumbing",
    "wiring",
    "heating",
    "roofing",
    "carpentry",
    "gardening",
    "beekeeping",
    "dairy",
    "irrigation",
    "hydrology",
    "climate",
    "energy",
    "batteries",
    "solar",
    "wind",
    "nuclear",
    "recycling",
    "waste",
    "safety",
    "hygiene",
    "epidemiology",
    "pharmacy",
    "dentistry",
    "midwifery",
    "therapy",
    "coaching",
    "mentoring",
    "leadership",
    "negotiation",
    "mediation",
    "policing",
    "forensics",
    "translation",
    "subtitling",
    "journalism",
    "editing",
    "publishing",
    "typography",
    "animation",
    "games",
    "cinema",
    "music",
    "dance",
    "heritage",
    "museums",
    "libraries",
    "data",
    "networks",
    "security",
    "cryptography",
    "compilers",
    "databases",
]
WAYS = [
    "practice",
    "theory",
    "design",
    "analysis",
    "management",
    "repair",
    "teaching",
    "planning",
    "measurement",
    "history",
    "modelling",
    "ethics",
    "regulation",
    "quality",
    "research",
    "innovation",
    "economics",
    "software",
    "maintenance",
    "communication",
]
PLACES = [
    "farms",
    "cities",
    "schools",
    "hospitals",
    "factories",
    "islands",
    "ports",
    "homes",
    "offices",
    "deserts",
    "mountains",
    "villages",
    "rivers",
]
COPY = """
WITH places AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS many
                FROM institution_institution),
models AS (SELECT m.*, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS many
           FROM catalogue_microcredential m WHERE m.code NOT LIKE 'copy-%%'),
titles AS (SELECT title, (row_number() OVER ())::int - 1 AS n FROM unnest(%(titles)s::text[]) AS title)
INSERT INTO catalogue_microcredential (uuid, institution_id, code, first_published_at, published_at, current_id, title,
  description, hours, credit_value, credit_unit, levels, modes, languages, pace, hours_per_week, has_live_sessions,
  times, price_amount, price_currency, stackability, words, titles, search)
SELECT gen_random_uuid(), p.id, 'copy-' || n, now(), now() - n * interval '7 minutes', m.current_id,
  jsonb_build_object('en', t.title), m.description, 5 + n %% 240, 1 + n %% 12, m.credit_unit,
  ARRAY['EQF ' || 4 + n %% 4],
  string_to_array((ARRAY['online', 'onsite', 'blended', 'online,blended'])[1 + n %% 4], ','),
  ARRAY[(ARRAY['en', 'en', 'es', 'ca', 'ms'])[1 + n %% 5]],
  (ARRAY['self_paced', 'cohort', ''])[1 + n %% 3], 2 + n %% 20,
  n %% 7 < 3,
  string_to_array(CASE WHEN n %% 7 >= 3 THEN 'morning,afternoon,evening,weekend'
    ELSE (ARRAY['evening', 'weekend', 'afternoon,evening'])[1 + n %% 3] END, ','),
  n %% 900, 'EUR', (ARRAY['stand_alone', 'stackable', ''])[1 + n %% 3],
  lower(unaccent(t.title || ' ' || m.words)), to_tsvector('simple', unaccent(t.title)),
  setweight(to_tsvector('simple', unaccent(t.title)), 'A') || m.search
FROM titles t JOIN places p ON p.at = n %% p.many JOIN models m ON m.at = n / 7 %% m.many
"""

WORDS = """
INSERT INTO catalogue_word (word)
SELECT DISTINCT lexeme FROM catalogue_microcredential m, unnest(tsvector_to_array(m.search)) AS lexeme
WHERE length(lexeme) BETWEEN 2 AND 60 ON CONFLICT DO NOTHING
"""


def main(many: int) -> None:
    """Write *many* copies."""
    here, running = prepare()
    from testamur.adapters.postgres import address, roles

    titles = [
        f"{SUBJECTS[n % len(SUBJECTS)]} {WAYS[n // 97 % len(WAYS)]} in {PLACES[n // 1940 % len(PLACES)]} {n}"
        for n in range(many)
    ]
    with psycopg.connect(
        running.url(roles.SUPERUSER, "testamur") if running else address.owner(here), autocommit=True
    ) as database:
        database.execute(COPY, {"titles": titles})
        database.execute(WORDS)
        database.execute("VACUUM ANALYZE catalogue_microcredential, catalogue_word")


if __name__ == "__main__":
    main(int(sys.argv[1]))
