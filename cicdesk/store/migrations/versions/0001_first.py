"""The first structure. New files are built whole by store.build; this step is where later ones start."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: there is no older structure."""
