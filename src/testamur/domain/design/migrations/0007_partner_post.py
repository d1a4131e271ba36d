"""Mail to partners: to whom a link is sent, and what waits."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


def _foreign(to: str, *, null: bool = True, named: str | None = None) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name=named, to=to)


class Migration(migrations.Migration):
    dependencies = [("design", "0006_pages"), ("institution", "0004_former_names")]

    operations = [
        migrations.AddField(
            "partnerlink", "email", models.EmailField(blank=True, db_default="", default="", max_length=254)
        ),
        migrations.AddField(
            "partnerlink", "language", models.CharField(blank=True, db_default="", default="", max_length=12)
        ),
        migrations.AddField("partnerlink", "reminded_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="PartnerNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid_utils.compat.uuid7, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("design", _foreign("design.design", named="+")),
                ("institution", _foreign("institution.institution", null=False)),
                ("link", _foreign("design.partnerlink", named="notices")),
                ("person", _foreign("institution.person")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=["institution"],
                        name="partner_notice_to_be_sent",
                    )
                ],
            },
        ),
        tenant("design_partnernotice"),
    ]
