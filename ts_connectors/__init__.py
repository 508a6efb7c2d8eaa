"""Build connectors that move laboratory data into the Tetra Data Platform and take its commands."""
