"""Measurements of Playertag against labelled photos and against a plain program; never shipped."""
