import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant

# Evidence is deleted in drafts alone. It is changed once at most, when its request is erased: the bytes go, and what the
# letter does not tell; everything by which it can be named stays.
_KEPT = "id, uuid, institution_id, request_id, person_id, kind, media_type, size, digest, verdict, handed_in_at"
_OLD, _NEW = (", ".join(f"{row}.{name.strip()}" for name in _KEPT.split(",")) for row in ("OLD", "NEW"))
_EVIDENCE = [
    "DROP TRIGGER written_once ON recognition_evidence",
    f"""CREATE FUNCTION recognition_evidence_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM recognition_recognitionrequest WHERE id = OLD.request_id AND state = 'draft') THEN
              RETURN OLD;
            END IF;
          ELSIF length(NEW.content) = 0 AND ({_NEW}) IS NOT DISTINCT FROM ({_OLD}) AND EXISTS (
              SELECT 1 FROM recognition_recognitionrequest WHERE id = OLD.request_id AND erased_at IS NOT NULL) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'recognition_evidence is written once' USING ERRCODE = 'restrict_violation';
        END $$""",
    """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON recognition_evidence
       FOR EACH ROW EXECUTE FUNCTION recognition_evidence_is_kept()""",
]
_EVIDENCE_UNDO = [
    "DROP TRIGGER kept ON recognition_evidence",
    "DROP FUNCTION recognition_evidence_is_kept()",
    """CREATE TRIGGER written_once BEFORE UPDATE ON recognition_evidence
       FOR EACH ROW EXECUTE FUNCTION recognition_evidence_is_written_once()""",
]
# What happened stays; of an erased request, what was said about it goes.
_EVENT = [
    "DROP TRIGGER written_once ON recognition_event",
    """CREATE FUNCTION recognition_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' AND NEW.note = '' AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND EXISTS (
             SELECT 1 FROM recognition_recognitionrequest WHERE id = OLD.request_id AND erased_at IS NOT NULL) THEN
           RETURN NEW;
         END IF;
         RAISE EXCEPTION 'recognition_event is written once' USING ERRCODE = 'restrict_violation';
       END $$""",
    """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON recognition_event
       FOR EACH ROW EXECUTE FUNCTION recognition_event_is_kept()""",
]
_EVENT_UNDO = [
    "DROP TRIGGER kept ON recognition_event",
    "DROP FUNCTION recognition_event_is_kept()",
    """CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON recognition_event
       FOR EACH ROW EXECUTE FUNCTION recognition_event_is_written_once()""",
]


class Migration(migrations.Migration):
    dependencies = [("recognition", "0002_walls"), ("institution", "0004_former_names")]
    operations = [
        migrations.AddField("recognitionrequest", "named", models.CharField(blank=True, db_default="", max_length=200)),
        migrations.AddField("recognitionrequest", "erased_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("is_for_desk", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="recognition.recognitionrequest",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["request"], condition=models.Q(sent_at__isnull=True), name="notice_to_be_sent"
                    )
                ],
            },
        ),
        tenant("recognition_notice", own="person_id"),
        migrations.RunSQL([*_EVIDENCE], [*_EVIDENCE_UNDO]),
        migrations.RunSQL([*_EVENT], [*_EVENT_UNDO]),
    ]
