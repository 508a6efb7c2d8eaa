"""A connector that watches a folder and brings what instruments write there to the data lake."""
