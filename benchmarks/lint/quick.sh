#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")/../.."
.venv/bin/python benchmarks/lint/thousand.py --definitions 300
