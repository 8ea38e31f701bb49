"""A user's own code as a namespace under test: loaded, recognised, adapted, questioned."""
