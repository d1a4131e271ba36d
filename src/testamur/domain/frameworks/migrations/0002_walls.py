from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial"), ("institution", "0002_walls")]
    operations = [tenant("frameworks_framework", public="is_shared")]
