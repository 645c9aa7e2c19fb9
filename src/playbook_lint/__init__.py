"""Checks partner playbooks and their translations."""

__version__ = "0.1.0"
