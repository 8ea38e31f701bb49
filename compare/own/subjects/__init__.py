"""The ops as people write them, by concept: each file has a list `SUBJECTS`."""
