"""Walls around what organisations handed in; published role profiles are for everybody."""

from django.db import migrations

from testamur.adapters.postgres.policies import tenant

_TABLES = ("advert", "advertskill", "adverttable", "advertrow")


class Migration(migrations.Migration):
    dependencies = [("demand", "0001_initial")]

    operations = [
        *(tenant(f"demand_{name}") for name in _TABLES),
        tenant("demand_roleprofile", public="published IS NOT NULL AND retired_at IS NULL"),
        tenant("demand_roleversion", public="is_public"),
    ]
