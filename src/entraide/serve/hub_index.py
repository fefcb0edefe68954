"""The index of a hub, with the databases that it has enabled."""

from entraide.engine.databases import enabled
from entraide.engine.index.exact import LmdbIndex
from entraide.hub import Hub


def hub_index(hub: Hub) -> LmdbIndex:
    """The hub's own index; one for each process is enough."""
    chosen = enabled(hub.configuration.organisation.databases)
    return LmdbIndex(hub.index_folder, {database.code: database for database in chosen})
