from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_pathways")]
    operations = [
        tenant("catalogue_pathway", public="true"),
        tenant("catalogue_policyversion", public="true"),
        tenant("catalogue_acceptance", public="true"),
        written_once("catalogue_policyversion"),
    ]
