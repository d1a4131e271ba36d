from django.db import migrations

from testamur.adapters.postgres.policies import tenant, written_once


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("procrastinate", "0001_initial")]
    operations = [tenant("ledger_entry"), tenant("ledger_head"), written_once("ledger_entry")]
