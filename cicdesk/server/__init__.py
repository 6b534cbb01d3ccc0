"""The centre that laptops sync with: routes > services > storage over the same pure rules as the desktop."""
