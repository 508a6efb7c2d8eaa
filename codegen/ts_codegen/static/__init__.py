"""Typed clients, models and commands of the Tetra Data Platform, generated from its documents.

The packages inside hold what a document says; the modules beside this one hold the machinery they share. Nothing here
imports an HTTP library or the hand-written runtime.
"""
