"""Assessments and their results: reading gradebooks today; items, responses and rubrics in time."""
