"""A link remembers whether its holder made it. Those made before count as the holder's, which tells nobody too much."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add ``by_holder`` to links."""

    dependencies = (("issuing", "0002_walls"),)

    operations = (
        migrations.AddField(model_name="link", name="by_holder", field=models.BooleanField(default=True)),
    )
