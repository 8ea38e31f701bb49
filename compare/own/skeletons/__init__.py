"""What code to be filled in looks like, a style a file. The files that they write need NumPy alone."""
