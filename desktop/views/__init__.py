"""What is on screen: widgets over the models, which ask a `Document` for everything else."""
