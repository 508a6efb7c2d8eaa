"""Python source: names, literals, imports."""
