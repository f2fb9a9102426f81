"""Runs the migrations on the connection that ivr.store.migrate hands over."""

from alembic import context

from ivr.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
