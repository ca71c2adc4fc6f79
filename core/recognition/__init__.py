"""Who is in a face: players, labels, training, recognition, clusters."""
