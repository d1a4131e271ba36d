#!/bin/sh
# Decisions of each kind, for few learners.
exec "$(dirname "$0")/../../.venv/bin/python" "$(dirname "$0")/decide.py" 200
