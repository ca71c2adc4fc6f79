"""A small tournament to try Playertag on: photos, references and a roster of people who don't exist."""

from core.sample.build import SampleFace, SampleTournament, build_sample, read_truth

__all__ = ["SampleFace", "SampleTournament", "build_sample", "read_truth"]
