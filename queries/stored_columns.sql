-- Which tables does this snapshot hold, with which columns?
-- One row per table and column, in the order of the schema.
select
    c.table_name as "table",
    c.column_index as place,
    c.column_name as "column",
    lower(c.data_type) as type,
    c.is_nullable
from duckdb_columns() c
join duckdb_tables() t on t.database_name = c.database_name and t.table_oid = c.table_oid
where not c.internal
    and not t.temporary
order by c.table_oid, c.column_index
