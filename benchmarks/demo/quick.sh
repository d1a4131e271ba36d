#!/bin/sh
# The demo's world, built once on a fresh database.
exec "$(dirname "$0")/../../.venv/bin/python" "$(dirname "$0")/build.py"
