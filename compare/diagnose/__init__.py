"""Why numbers differ: named causes, tried by applying them."""
