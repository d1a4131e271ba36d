#!/usr/bin/env bash
# Whether suggestions depend on whom a text is about, with the encoder that ships: about 40 seconds of one core.
set -euo pipefail
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
.venv/bin/python benchmarks/skills/swaps.py --encoder "$kept"
