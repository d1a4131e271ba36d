from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial"), ("learning", "0002_walls")]
    operations = [
        tenant("awards_proposal"),
        tenant("awards_batch"),
        tenant("awards_batchitem"),
        tenant("awards_award", own="person_id"),
    ]
