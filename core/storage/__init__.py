"""Where a team keeps pictures: a bucket, or a folder that all reach."""
