from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("issuing", "0001_initial"), ("awards", "0002_walls")]
    operations = [
        tenant("issuing_signingkey"),
        tenant("issuing_statuslist"),
        tenant("issuing_credential", own="person_id"),
        tenant("issuing_document", own="person_id"),
        tenant("issuing_link", own="person_id"),
        written_once("issuing_document"),
    ]
