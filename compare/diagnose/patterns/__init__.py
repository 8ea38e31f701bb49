"""What two bare arrays can have to do with each other: changes applied to one and held against the other."""
