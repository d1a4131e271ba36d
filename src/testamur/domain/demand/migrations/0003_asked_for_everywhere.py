"""How many adverts of all institutions ask for a skill, counted inside of the database, which tells numbers alone."""

from django.db import migrations

_COUNT = """
CREATE FUNCTION demand_asked_for(
    wanted text, OUT adverts bigint, OUT organisations bigint, OUT last_seen date
) LANGUAGE plpgsql AS $$
DECLARE
    before text := coalesce(current_setting('testamur.institution', true), '');
    house bigint;
    digests text[] := '{}';
    askers bigint;
    here text[];
    newest date;
BEGIN
    organisations := 0;
    FOR house IN SELECT id FROM institution_institution LOOP
        -- The wall stands: each institution is counted in its own scope, by the index of its skills.
        PERFORM set_config('testamur.institution', house::text, true);
        SELECT array_agg(DISTINCT a.digest::text), count(DISTINCT coalesce(a.organisation_id, 0)), max(a.seen_on)
            INTO here, askers, newest
            FROM demand_advertskill s JOIN demand_advert a ON a.id = s.advert_id
            WHERE s.institution_id = house AND s.uri = wanted AND s.verdict = 'accepted' AND a.withdrawn_at IS NULL;
        digests := digests || coalesce(here, '{}');
        organisations := organisations + askers;
        last_seen := greatest(last_seen, newest);
    END LOOP;
    PERFORM set_config('testamur.institution', before, true);
    SELECT count(DISTINCT one) INTO adverts FROM unnest(digests) AS one;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("demand", "0002_walls"), ("institution", "0002_walls")]

    operations = [migrations.RunSQL(_COUNT, "DROP FUNCTION demand_asked_for(text)")]
