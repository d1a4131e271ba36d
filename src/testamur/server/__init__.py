"""The assembled server: settings, addresses, and the entry point for the web server."""
