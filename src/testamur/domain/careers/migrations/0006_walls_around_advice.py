from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("careers", "0005_advice"), ("institution", "0002_walls")]
    operations = [
        tenant("careers_advice", own="person_id"),
        tenant("careers_notforme", own="person_id"),
        tenant("careers_narration", own="person_id"),
    ]
