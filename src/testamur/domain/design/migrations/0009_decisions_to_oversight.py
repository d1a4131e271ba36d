"""What people decided on suggested skills moves to oversight, which keeps it for every kind of suggestion."""

from django.db import migrations

_TABLES = ("design_skilldecision", "oversight_decision", "design_design")
_MOVED = """
INSERT INTO oversight_decision (uuid, institution_id, purpose, about, model, version, digest, refs, item, output,
    confidence, language, shown_to_id, decided_by_id, verdict, is_overridden, reason, at)
SELECT one.uuid, one.institution_id, 'suggest-outcome-skills', 'design:' || course.uuid || '/' || one.outcome, one.model,
    '0.1.0', one.digest,
    jsonb_build_object('design', course.uuid, 'revision', one.revision::text, 'outcome', one.outcome), one.uri,
    jsonb_build_object('text', one.text, 'framework', one.framework, 'version', one.version, 'language', one.language,
        'uri', one.uri, 'label', one.label, 'rank', one.rank, 'score', one.score, 'confidence', one.confidence,
        'lane', one.lane, 'model', one.model, 'weights', one.weights, 'parts', one.parts, 'start', one.start,
        'end', one."end"),
    one.confidence, one.language, one.decided_by_id, one.decided_by_id, one.verdict, one.verdict = 'refused', '',
    one.decided_at
FROM design_skilldecision one JOIN design_design course ON course.id = one.design_id ORDER BY one.id
"""


class Migration(migrations.Migration):
    dependencies = [("design", "0008_skill_decisions"), ("oversight", "0002_walls")]
    operations = [
        # The walls bind the tables' owner too; for this one step they stand open to it alone.
        migrations.RunSQL(
            [
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
                _MOVED,
                # What waits to be checked keeps a table from being altered.
                "SET CONSTRAINTS ALL IMMEDIATE",
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
            ],
            migrations.RunSQL.noop,
        ),
        migrations.DeleteModel("SkillDecision"),
        migrations.RunSQL(["DROP FUNCTION design_skilldecision_is_written_once()"], migrations.RunSQL.noop),
    ]
