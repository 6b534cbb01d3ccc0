"""Use cases of project profiles: what is in force, publishing a newer one."""
