"""What stands between a hub and this program: migrations, and an index of other making."""

from entraide.hub import Hub


def pending_migrations() -> list[str]:
    """The migrations that the truth still lacks, by app and name. Needs Django."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    found = []
    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        found += [f"{step.app_label}.{step.name}" for step, _backwards in plan]
    return sorted(set(found))


def index_is_due(hub: Hub) -> bool:
    """Whether the index must be built: none there, other rules, other epoch. Needs Django."""
    from entraide.clock import SystemClock
    from entraide.desks.records.feed import TruthFeed
    from entraide.engine.index.follow import Follower
    from entraide.serve.hub_index import hub_index

    return Follower(hub_index(hub), TruthFeed(), clock=SystemClock()).must_rebuild
