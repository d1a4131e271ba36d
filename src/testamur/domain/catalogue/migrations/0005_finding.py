import django.contrib.postgres.indexes
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

# Rows are kept short: what is only searched lies beside them, so that counting reads fewer pages. The owner of the table
# is bound by the walls, too; they are opened for as long as it takes to fill the new column.
_FILL = """
ALTER TABLE catalogue_microcredential NO FORCE ROW LEVEL SECURITY;
UPDATE catalogue_microcredential m SET titles = to_tsvector('simple', unaccent(
  m.code || ' ' || (SELECT coalesce(string_agg(value, ' '), '') FROM jsonb_each_text(m.title))));
ALTER TABLE catalogue_microcredential FORCE ROW LEVEL SECURITY;
INSERT INTO catalogue_word (word)
  SELECT DISTINCT lexeme FROM catalogue_microcredential m, unnest(tsvector_to_array(m.search)) AS lexeme
  WHERE length(lexeme) BETWEEN 2 AND 60;
"""
_SHORT = """
ALTER TABLE catalogue_microcredential SET (toast_tuple_target = 256);
ALTER TABLE catalogue_microcredential ALTER COLUMN search SET STORAGE EXTERNAL,
  ALTER COLUMN levels SET STORAGE PLAIN, ALTER COLUMN modes SET STORAGE PLAIN, ALTER COLUMN languages SET STORAGE PLAIN;
"""
_AS_BEFORE = """
ALTER TABLE catalogue_microcredential RESET (toast_tuple_target);
ALTER TABLE catalogue_microcredential ALTER COLUMN search SET STORAGE EXTENDED,
  ALTER COLUMN levels SET STORAGE EXTENDED, ALTER COLUMN modes SET STORAGE EXTENDED,
  ALTER COLUMN languages SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_walls_around_pathways")]
    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[("word", models.CharField(max_length=60, primary_key=True, serialize=False))],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="word_look_alikes", opclasses=["gin_trgm_ops"]
                    )
                ]
            },
        ),
        migrations.AddField("microcredential", "titles", SearchVectorField(default="")),
        migrations.RunSQL(_SHORT, _AS_BEFORE),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "microcredential",
            django.contrib.postgres.indexes.GinIndex(fields=["titles"], name="microcredential_titles"),
        ),
    ]
