"""``python -m testamur.interfaces.jobs``: one worker process, for the commands that start and watch it."""

from __future__ import annotations

from testamur.interfaces.jobs.worker import main

main()
