"""The REST interface, version 1: everything the pages do, for programs. One router for each room."""
