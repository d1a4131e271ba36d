from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once

_BLANK = " || ".join(rf'!(@.{name} like_regex "\\S")' for name in ("dimension", "evidence", "why_obstacle"))
# The default is granted. Whoever gets round the rules in Python meets the same ones here.
_REFUSAL = [
    rf"""ALTER TABLE recognition_recognitiondecision ADD CONSTRAINT refusal_shows_a_difference CHECK (
           jsonb_typeof(differences) = 'array'
           AND (outcome <> 'refused' OR jsonb_array_length(differences) > 0)
           AND NOT jsonb_path_exists(differences, '$[*] ? ({_BLANK})'))""",
    """ALTER TABLE recognition_recognitiondecision ADD CONSTRAINT part_names_what_is_recognised CHECK (
           jsonb_typeof(recognised) = 'array'
           AND (outcome <> 'partial' OR jsonb_array_length(recognised) > 0))""",
    """ALTER TABLE recognition_recognitiondecision ADD CONSTRAINT condition_is_named CHECK (
           jsonb_typeof(conditions) = 'array'
           AND (outcome <> 'conditional' OR jsonb_array_length(conditions) > 0))""",
    """ALTER TABLE recognition_recognitiondecision ADD CONSTRAINT nobody_decides_for_themselves CHECK (
           decided_by_id <> person_id AND (proposed_by_id IS NULL OR proposed_by_id <> person_id))""",
]
_UNDO = [
    f"ALTER TABLE recognition_recognitiondecision DROP CONSTRAINT {name}"
    for name in (
        "refusal_shows_a_difference",
        "part_names_what_is_recognised",
        "condition_is_named",
        "nobody_decides_for_themselves",
    )
]
_APPEAL = [
    """CREATE FUNCTION recognition_appeal_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF OLD.decided_at IS NOT NULL THEN
           RAISE EXCEPTION 'recognition_appeal is decided once' USING ERRCODE = 'restrict_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER decided_once BEFORE UPDATE ON recognition_appeal
       FOR EACH ROW EXECUTE FUNCTION recognition_appeal_is_decided_once()""",
]


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial"), ("institution", "0002_walls"), ("catalogue", "0002_walls")]
    operations = [
        tenant("recognition_criteria", public="true"),
        tenant("recognition_unit", public="true"),
        tenant("recognition_recognitionrequest", own="person_id"),
        tenant("recognition_evidence", own="person_id"),
        tenant("recognition_event", own="person_id"),
        tenant("recognition_interest"),
        tenant("recognition_comparison"),
        tenant("recognition_proposal"),
        tenant("recognition_recognitiondecision", own="person_id"),
        tenant("recognition_fulfilment", own="person_id"),
        tenant("recognition_appeal", own="person_id"),
        tenant("recognition_equivalencerule", public="is_public"),
        tenant("recognition_alert"),
        written_once("recognition_criteria"),
        written_once("recognition_unit"),
        written_once("recognition_evidence", verbs="UPDATE"),
        written_once("recognition_event"),
        written_once("recognition_interest"),
        written_once("recognition_recognitiondecision"),
        written_once("recognition_fulfilment"),
        written_once("recognition_appeal", verbs="DELETE"),
        migrations.RunSQL([*_REFUSAL], [*_UNDO]),
        migrations.RunSQL(
            [*_APPEAL],
            [
                "DROP TRIGGER decided_once ON recognition_appeal",
                "DROP FUNCTION recognition_appeal_is_decided_once()",
            ],
        ),
    ]
