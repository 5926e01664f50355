-- What was noted of the progress of projects, day by day.
-- One row per project and day.
select
    x.project_code as project,
    x.project_name,
    x.unit_id,
    x.noted_on,
    x.note
from notes_of($f) x
order by x.noted_on, x.entity
