from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once

# What was done with a suggestion is kept for six months at least (AI Act, Art. 26(6)), whoever asks for it to go.
_KEPT = [
    """CREATE FUNCTION oversight_decision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' AND OLD.at < now() - interval '6 months' THEN
           RETURN OLD;
         END IF;
         RAISE EXCEPTION 'oversight_decision is written once' USING ERRCODE = 'restrict_violation';
       END $$""",
    """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON oversight_decision
       FOR EACH ROW EXECUTE FUNCTION oversight_decision_is_kept()""",
    """CREATE TRIGGER never_emptied BEFORE TRUNCATE ON oversight_decision
       FOR EACH STATEMENT EXECUTE FUNCTION oversight_decision_is_kept()""",
]
_KEPT_UNDO = [
    "DROP TRIGGER kept ON oversight_decision",
    "DROP TRIGGER never_emptied ON oversight_decision",
    "DROP FUNCTION oversight_decision_is_kept()",
]


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("institution", "0002_walls")]
    operations = [
        tenant("oversight_switch", public="true"),
        written_once("oversight_switch"),
        tenant("oversight_decision", own="decided_by_id"),
        migrations.RunSQL([*_KEPT], [*_KEPT_UNDO]),
    ]
