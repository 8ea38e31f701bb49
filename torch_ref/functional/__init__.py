"""The ops of `scratch.functional`, computed by PyTorch and autograd: same names, same arguments, same pair out."""
