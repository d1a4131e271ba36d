"""Reads a text against a framework of skills: ranked concepts, each with the words that speak for it."""
