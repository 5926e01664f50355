-- Which snapshot is this, and from how many submissions was it built?
-- One row.
select
    snapshot_id,
    built_at,
    schema_version,
    submission_count
from meta
order by snapshot_id
