from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial"), ("catalogue", "0002_walls")]
    operations = [
        tenant("learning_offering", public="true"),
        tenant("learning_enrolment", own="person_id"),
        tenant("learning_result", own="person_id"),
        written_once("learning_result"),
    ]
