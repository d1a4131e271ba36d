from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0003_framework_files"), ("institution", "0002_walls")]
    operations = [tenant("frameworks_frameworkfile")]
