"""The concepts of `scratch`, in PyTorch. Imports nothing from scratch or compare."""
