from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("institution", "0002_walls")]
    operations = [
        tenant("catalogue_microcredential", public="true"),
        tenant("catalogue_microcredentialversion", public="true"),
        written_once("catalogue_microcredentialversion"),
    ]
