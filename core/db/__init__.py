"""The library's database: schema, connections, migrations, stored vectors."""
