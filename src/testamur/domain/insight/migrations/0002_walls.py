from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial"), ("institution", "0002_walls")]
    operations = [
        tenant("insight_survey"),
        tenant("insight_answer"),
        tenant("insight_run"),
        written_once("insight_survey", verbs="DELETE"),
        written_once("insight_run", verbs="DELETE"),
    ]
