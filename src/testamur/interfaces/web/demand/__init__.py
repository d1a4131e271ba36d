"""Pages of demand: adverts and the skills in them, role profiles, demand over time, taught beside asked."""
