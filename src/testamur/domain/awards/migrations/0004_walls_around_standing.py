from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_standing")]
    operations = [
        tenant("awards_standing", own="person_id"),
        tenant("awards_waiver", own="person_id"),
        tenant("awards_savedplan", own="person_id"),
        tenant("awards_reckoning"),
    ]
