from hypothesis import settings

# A suite must not fail because the machine is busy, and a failure must come back on the next run.
settings.register_profile("yinde", deadline=None, derandomize=True)
settings.load_profile("yinde")
