"""Measurements of Playertag against labelled photos and against a plain program; never shipped."""

# Before NumPy: how many threads its products have is what the program has.
import core as core
