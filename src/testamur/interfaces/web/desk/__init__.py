"""The registrar's desk: results in, awards out, credentials looked after."""
