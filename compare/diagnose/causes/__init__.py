"""The causes, by concept: each file has a list `CAUSES`."""
