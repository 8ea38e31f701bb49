"""What two bare arrays can have to do with each other: hypotheses that are applied to one and held against the other."""
