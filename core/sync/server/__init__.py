"""The team's server: PostgreSQL with pgvector, its schema, and who may do what in it.

Members only add rows to the tables of the feed: nobody updates or deletes there, so that nothing that was
said can be changed afterwards, by hand neither. `feed` numbers the rows of all of them in the order in which
they became visible: whoever has read up to a number has seen everything below it. `login` is who wrote a
row, the role of the database that they came with, and `replica` the library that it is from. Numbers and
logins are set by the database itself.

What is handed out to stations is in a schema for each tournament (`core.sync.server.lots`), which is
procrastinate's; `work` has each photo that ever was, once.

These tables are partitioned by tournament; row-level security shows each member the tournaments that they
are in. Things that change, as players and matches do, are there as what was written to their fields, a
`revision` each. Stamps are those of `core.sync.clock`.
"""
