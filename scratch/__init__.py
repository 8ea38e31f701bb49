"""Every concept of a first deep-learning course, in NumPy alone."""
