"""Partner organisations endorse, under keys and status lists of their own."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant

# Only its standing changes: what was signed stays as it was signed.
_KEPT = """CREATE FUNCTION issuing_endorsement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'withdrawn_at' - 'because' = to_jsonb(NEW) - 'withdrawn_at' - 'because' THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'an endorsement is signed once' USING ERRCODE = 'restrict_violation';
   END $$"""
_TRIGGER = """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON issuing_endorsement
   FOR EACH ROW EXECUTE FUNCTION issuing_endorsement_is_kept()"""


def _foreign(to: str, *, null: bool = False, named: str | None = "+") -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name=named, to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("issuing", "0003_who_made_a_link"),
        ("design", "0004_partner_organisations"),
        ("catalogue", "0002_walls"),
    ]

    operations = [
        migrations.RemoveConstraint("signingkey", "one_signing_key"),
        migrations.RemoveConstraint("statuslist", "list_being_filled"),
        migrations.AddField(
            "signingkey", "organisation", _foreign("design.partnerorganisation", null=True, named=None)
        ),
        migrations.AddField(
            "statuslist", "organisation", _foreign("design.partnerorganisation", null=True, named=None)
        ),
        migrations.AddConstraint(
            "signingkey",
            models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("institution", "organisation"),
                name="one_signing_key",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            "statuslist",
            models.UniqueConstraint(
                condition=models.Q(("filled_at__isnull", True)),
                fields=("institution", "organisation", "purpose"),
                name="list_being_filled",
                nulls_distinct=False,
            ),
        ),
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("institution", _foreign("institution.institution", named=None)),
                ("intent", _foreign("design.endorsementintent")),
                ("organisation", _foreign("design.partnerorganisation")),
                ("about", models.CharField(max_length=12)),
                ("version", _foreign("catalogue.microcredentialversion", null=True, named=None)),
                ("claim", models.TextField()),
                ("key", _foreign("issuing.signingkey", named=None)),
                ("content", models.BinaryField()),
                ("compact", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("revocation_list", _foreign("issuing.statuslist")),
                ("revocation_index", models.PositiveIntegerField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "intent", "version"), name="endorsement_once", nulls_distinct=False
                    ),
                    models.UniqueConstraint(
                        fields=("institution", "revocation_list", "revocation_index"), name="endorsement_place"
                    ),
                ],
            },
        ),
        tenant("issuing_endorsement"),
        migrations.RunSQL(
            [_KEPT, _TRIGGER],
            ["DROP TRIGGER kept ON issuing_endorsement", "DROP FUNCTION issuing_endorsement_is_kept()"],
        ),
    ]
