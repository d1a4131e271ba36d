from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once

_TABLES = (
    "family design revision comment event contributor signoff intereststatement asset partnership brief demand"
    " relevancereview endorsementintent agreement review changerequest approval sample risksnapshot selfaudit"
    " auditanswer dossier"
).split()
_ONCE = "event signoff intereststatement relevancereview approval sample auditanswer".split()

# An author is whoever wrote a text, began the design, or has a part in it that is more than reviewing.
_INDEPENDENCE = [
    """CREATE FUNCTION design_is_author(wanted bigint, someone bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
       SELECT EXISTS (SELECT 1 FROM design_design WHERE id = wanted AND started_by_id = someone)
           OR EXISTS (SELECT 1 FROM design_revision WHERE design_id = wanted AND saved_by_id = someone)
           OR EXISTS (SELECT 1 FROM design_contributor
                      WHERE design_id = wanted AND person_id = someone AND roles::text[] <> ARRAY['reviewer'])
       $$""",
    """CREATE FUNCTION design_review_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' AND OLD.closed_at IS NOT NULL THEN
           RAISE EXCEPTION 'a review that is closed never changes' USING ERRCODE = 'restrict_violation';
         END IF;
         IF NEW.kind <> 'self-check' AND NEW.reviewer_id IS NOT NULL
            AND design_is_author(NEW.design_id, NEW.reviewer_id) THEN
           RAISE EXCEPTION 'nobody reviews what they made' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER independent BEFORE INSERT OR UPDATE ON design_review
       FOR EACH ROW EXECUTE FUNCTION design_review_is_independent()""",
    """CREATE FUNCTION design_approval_has_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF design_is_author(NEW.design_id, NEW.approved_by_id) OR design_is_author(NEW.design_id, NEW.weighed_by_id)
            OR NEW.approved_by_id = ANY (NEW.makers) OR NEW.weighed_by_id = ANY (NEW.makers) THEN
           RAISE EXCEPTION 'nobody approves what they made' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER four_eyes BEFORE INSERT ON design_approval
       FOR EACH ROW EXECUTE FUNCTION design_approval_has_four_eyes()""",
    # The other way round: whoever reviews a text does not begin to write it while the review lasts.
    """CREATE FUNCTION design_reviewer_stays_out() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM design_review WHERE design_id = NEW.design_id AND reviewer_id = NEW.saved_by_id
                    AND kind <> 'self-check') THEN
           RAISE EXCEPTION 'a reviewer does not write the text' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER reviewer_stays_out BEFORE INSERT ON design_revision
       FOR EACH ROW EXECUTE FUNCTION design_reviewer_stays_out()""",
    """CREATE FUNCTION design_reviewer_makes_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.roles::text[] <> ARRAY['reviewer']
            AND EXISTS (SELECT 1 FROM design_review WHERE design_id = NEW.design_id AND reviewer_id = NEW.person_id
                        AND kind <> 'self-check') THEN
           RAISE EXCEPTION 'a reviewer does not become a maker' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER reviewer_makes_nothing BEFORE INSERT OR UPDATE ON design_contributor
       FOR EACH ROW EXECUTE FUNCTION design_reviewer_makes_nothing()""",
    # A text never changes. Only what was followed by another of the same minutes is folded away, and then forgotten.
    """CREATE FUNCTION design_revision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' THEN
           IF OLD.folded THEN RETURN OLD; END IF;
         ELSIF to_jsonb(OLD) - 'folded' = to_jsonb(NEW) - 'folded' AND OLD.kind = 'autosave' THEN
           RETURN NEW;
         END IF;
         RAISE EXCEPTION 'a revision is written once' USING ERRCODE = 'restrict_violation';
       END $$""",
    """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON design_revision
       FOR EACH ROW EXECUTE FUNCTION design_revision_is_kept()""",
]
_UNDO = [
    "DROP TRIGGER kept ON design_revision",
    "DROP TRIGGER reviewer_makes_nothing ON design_contributor",
    "DROP FUNCTION design_reviewer_makes_nothing()",
    "DROP TRIGGER reviewer_stays_out ON design_revision",
    "DROP TRIGGER four_eyes ON design_approval",
    "DROP TRIGGER independent ON design_review",
    "DROP FUNCTION design_revision_is_kept()",
    "DROP FUNCTION design_reviewer_stays_out()",
    "DROP FUNCTION design_approval_has_four_eyes()",
    "DROP FUNCTION design_review_is_independent()",
    "DROP FUNCTION design_is_author(bigint, bigint)",
]


class Migration(migrations.Migration):
    dependencies = [("design", "0001_initial"), ("institution", "0002_walls"), ("catalogue", "0002_walls")]
    operations = [
        *(tenant(f"design_{table}") for table in _TABLES),
        tenant("design_partnermember", own="person_id"),
        *(written_once(f"design_{table}") for table in _ONCE),
        migrations.RunSQL([*_INDEPENDENCE], [*_UNDO]),
    ]
