"""Extracts, updates and compiles the pages of a project: the one place where localization reads and writes files."""
