from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("careers", "0003_finding_people"), ("institution", "0002_walls")]
    operations = [
        tenant("careers_searchconsent", own="person_id"),
        tenant("careers_searchgrant"),
        tenant("careers_peoplesearch"),
        tenant("careers_searchhit", own="person_id"),
        tenant("careers_approach", own="person_id"),
        tenant("careers_block", own="person_id"),
        tenant("careers_searchreport", own="person_id"),
        tenant("careers_searchnotice", own="person_id"),
        # A search is never rewritten; it is forgotten when its log is old enough.
        written_once("careers_peoplesearch", verbs="UPDATE"),
        written_once("careers_searchhit", verbs="UPDATE"),
    ]
