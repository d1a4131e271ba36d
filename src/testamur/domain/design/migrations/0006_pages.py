"""Content pages: their texts, the files they show, and the edition that a published version carries."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant, written_once

_KEPT = """CREATE FUNCTION design_pagetext_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'DELETE' THEN
       IF OLD.folded THEN RETURN OLD; END IF;
     ELSIF to_jsonb(OLD) - 'folded' = to_jsonb(NEW) - 'folded' AND OLD.kind = 'autosave' THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'a text of a page is written once' USING ERRCODE = 'restrict_violation';
   END $$"""
_TRIGGER = """CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON design_pagetext
   FOR EACH ROW EXECUTE FUNCTION design_pagetext_is_kept()"""


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [
        ("design", "0005_large_files"),
        ("institution", "0004_former_names"),
        ("catalogue", "0006_changes_and_former_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                _id(),
                ("digest", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=80)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("stored_at", models.DateTimeField()),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("institution", "digest"), name="stored_file_once")],
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                _id(),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pages", to="design.design"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
            options={"indexes": [models.Index(fields=["design", "position"], name="page_of_design")]},
        ),
        migrations.CreateModel(
            name="PageText",
            fields=[
                _id(),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("run_began_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by_id", models.BigIntegerField()),
                ("folded", models.BooleanField(default=False)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="design.page"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "page", "number"), name="page_text_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                _id(),
                ("pages", models.JSONField()),
                ("files", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="design.design"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.microcredentialversion",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="institution.institution"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="asset",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="design.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="file_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True), models.Q(("file_name", ""), _negated=True)),
                fields=("institution", "design", "file_name"),
                name="asset_file_name_once",
            ),
        ),
        tenant("design_storedfile"),
        tenant("design_page"),
        tenant("design_pagetext"),
        tenant("design_edition"),
        written_once("design_storedfile"),
        written_once("design_edition"),
        migrations.RunSQL(
            [_KEPT, _TRIGGER],
            ["DROP TRIGGER kept ON design_pagetext", "DROP FUNCTION design_pagetext_is_kept()"],
        ),
    ]
