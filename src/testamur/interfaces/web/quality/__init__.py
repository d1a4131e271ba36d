"""Pages of quality: the way of a design, the calendar, risks, samples, families, dossiers, readiness, outcomes."""
