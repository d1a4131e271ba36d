"""What evidence shows of the skills that people chose, kept for searches, and what tells whether it is true still."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant

# All that a public profile of verified skills is read from; each has the person, who may read it at every house.
_SOURCES = (
    "awards_award",
    "issuing_credential",
    "recognition_recognitionrequest",
    "recognition_recognitiondecision",
    "recognition_fulfilment",
    "recognition_evidence",
    "portfolio_hiddenskill",
    "portfolio_dispute",
)
_ROWS = ",\n            ".join(
    f"(SELECT string_agg(concat(r.id, ' ', r.xmin, r.ctid), ',' ORDER BY r.id) FROM {table} r WHERE r.person_id = one)"
    for table in _SOURCES
)
# The version of a row changes whenever the row does, whoever changed it: no verb of another room has to tell.
_STAMPS = f"""
CREATE FUNCTION careers_evidence_stamps(people bigint[]) RETURNS TABLE (person bigint, stamp text)
LANGUAGE plpgsql AS $$
DECLARE
    house text := coalesce(current_setting('testamur.institution', true), '');
    who text := coalesce(current_setting('testamur.person', true), '');
    one bigint;
BEGIN
    PERFORM set_config('testamur.institution', '', true);
    FOREACH one IN ARRAY people LOOP
        PERFORM set_config('testamur.person', one::text, true);
        RETURN QUERY SELECT one, md5(ROW(
            {_ROWS}
        )::text);
    END LOOP;
    PERFORM set_config('testamur.institution', house, true), set_config('testamur.person', who, true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0007_unseen_apart"),
        ("awards", "0002_walls"),
        ("issuing", "0002_walls"),
        ("recognition", "0002_walls"),
        ("portfolio", "0002_walls"),
        ("institution", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShownSkills",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=32)),
                ("skills", models.JSONField(default=list)),
                (
                    "consent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown",
                        to="careers.searchconsent",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        tenant("careers_shownskills", own="person_id"),
        migrations.RunSQL(_STAMPS, "DROP FUNCTION careers_evidence_stamps(bigint[])"),
    ]
