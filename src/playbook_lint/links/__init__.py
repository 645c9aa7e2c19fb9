"""Links: what a destination says, what it leads to in the project, and whether the web answers."""
