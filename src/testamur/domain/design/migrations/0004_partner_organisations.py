"""Partners are organisations with people of their own; their links let one person in, once."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant

# What stood in a partnership itself becomes an organisation with its link. The walls let the owner see one
# institution at a time, as they do everybody.
_MOVE = """
DO $$
DECLARE house bigint;
BEGIN
  FOR house IN SELECT id FROM institution_institution LOOP
    PERFORM set_config('testamur.institution', house::text, true);
    INSERT INTO design_partnerorganisation (uuid, institution_id, name, country, url, made_at, made_by_id)
      SELECT DISTINCT ON (upper(organisation_name)) gen_random_uuid(), house, organisation_name, country, url,
             invited_at, invited_by_id
      FROM design_partnership ORDER BY upper(organisation_name), invited_at;
    UPDATE design_partnership p SET organisation_id = o.id FROM design_partnerorganisation o
      WHERE upper(o.name) = upper(p.organisation_name);
    INSERT INTO design_partnerlink (uuid, institution_id, organisation_id, partnership_id, secret_digest, made_at,
                                    made_by_id, expires_at, used_at, used_by_id, withdrawn_at)
      SELECT gen_random_uuid(), house, p.organisation_id, p.id, p.secret_digest, p.invited_at, p.invited_by_id,
             p.expires_at, m.joined_at, m.person_id, p.withdrawn_at
      FROM design_partnership p LEFT JOIN LATERAL (
        SELECT joined_at, person_id FROM design_partnermember WHERE partnership_id = p.id ORDER BY id LIMIT 1) m ON true;
    UPDATE institution_address a SET target_id = l.id FROM design_partnerlink l
      WHERE a.kind = 'partner' AND a.key = l.secret_digest AND a.institution_id = house;
    INSERT INTO design_organisationmember (institution_id, organisation_id, person_id, joined_at)
      SELECT house, p.organisation_id, m.person_id, min(m.joined_at)
      FROM design_partnermember m JOIN design_partnership p ON p.id = m.partnership_id
      GROUP BY p.organisation_id, m.person_id;
    UPDATE design_brief b SET organisation_id = p.organisation_id FROM design_partnership p
      WHERE p.id = b.partnership_id;
  END LOOP;
  PERFORM set_config('testamur.institution', '', true);
END $$
"""


def _institution() -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution")


def _organisation(related_name: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="design.partnerorganisation",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("design", "0003_weighing_and_policies"),
        ("institution", "0003_when_a_token_was_used"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("institution", _institution()),
                ("name", models.CharField(max_length=200)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("institution"),
                        django.db.models.functions.text.Upper("name"),
                        name="partner_organisation_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", _institution()),
                ("organisation", _organisation("people")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "organisation", "person"), name="organisation_member_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("institution", _institution()),
                ("organisation", _organisation("links")),
                (
                    "partnership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="design.partnership",
                    ),
                ),
                ("secret_digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("used_by_id", models.BigIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "secret_digest"), name="partner_link_known_once")
                ],
            },
        ),
        tenant("design_partnerorganisation"),
        tenant("design_organisationmember", own="person_id"),
        tenant("design_partnerlink"),
        migrations.RemoveConstraint(model_name="partnership", name="partner_link_once"),
        migrations.RemoveConstraint(model_name="brief", name="brief_once"),
        migrations.RenameField("partnership", "organisation", "organisation_name"),
        migrations.AddField("partnership", "organisation", _organisation("partnerships", null=True)),
        migrations.AddField("brief", "organisation", _organisation("briefs", null=True)),
        migrations.AddField("brief", "title", models.CharField(blank=True, db_default="", default="", max_length=250)),
        migrations.AddField("brief", "skills", models.JSONField(default=list)),
        migrations.AddField("agreement", "reminded_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "brief",
            "design",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="briefs",
                to="design.design",
            ),
        ),
        migrations.AddConstraint(
            "brief",
            models.UniqueConstraint(
                condition=models.Q(("design__isnull", False)),
                fields=("institution", "design", "partnership"),
                name="brief_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            ["SET CONSTRAINTS ALL IMMEDIATE", _MOVE, "SET CONSTRAINTS ALL IMMEDIATE"], migrations.RunSQL.noop
        ),
        migrations.AlterField("partnership", "organisation", _organisation("partnerships")),
        *(
            migrations.RemoveField("partnership", name)
            for name in ("organisation_name", "country", "url", "secret_digest", "expires_at")
        ),
    ]
