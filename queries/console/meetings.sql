-- The meetings, inspection rounds and rallies of this fiscal year.
-- One row per meeting.
select
    x.entity as meeting,
    x.unit_id,
    x.meeting_kind,
    x.held_date,
    x.title,
    x.project_count
from meetings_of($f) x
order by x.held_date, x.entity
