from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        tenant("institution_role", own="person_id"),
        tenant("institution_token", own="person_id"),
    ]
