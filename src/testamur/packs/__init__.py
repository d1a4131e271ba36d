"""Regulation, guidelines and labels as dated, cited data."""
