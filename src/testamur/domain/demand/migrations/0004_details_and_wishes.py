"""Details of adverts that can be corrected, what was left out of them, and what learners wish that somebody taught."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from testamur.adapters.postgres.policies import tenant


class Migration(migrations.Migration):

    dependencies = [
        ('demand', '0003_asked_for_everywhere'),
        ('institution', '0004_former_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='advert',
            name='address',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='advert',
            name='silent',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='adverttable',
            name='framework',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='TeachingWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uri', models.CharField(max_length=500)),
                ('label', models.CharField(max_length=500)),
                ('framework', models.CharField(blank=True, max_length=200)),
                ('version', models.CharField(blank=True, max_length=40)),
                ('is_named', models.BooleanField(default=False)),
                ('wished_at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='institution.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'person', 'uri'), name='teaching_wish_once')],
            },
        ),
        tenant('demand_teachingwish'),
    ]
