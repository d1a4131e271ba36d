from django.db import migrations

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial"), ("institution", "0002_walls")]
    operations = [
        tenant("portfolio_home", own="person_id"),
        tenant("portfolio_claim", own="person_id"),
        tenant("portfolio_hiddenskill", own="person_id"),
        tenant("portfolio_dispute", own="person_id"),
        tenant("portfolio_profilelink", own="person_id"),
    ]
