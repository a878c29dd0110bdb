"""Speed as ratios: each figure is held against a floor measured in the same run."""
