"""Quality, speed and size of yinde, beside other engines on the same documents in the same run."""
