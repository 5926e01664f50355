-- What meetings decided, and whether it was done.
-- One row per decision.
select
    x.meeting_code as meeting,
    x.project_code as project,
    x.project_name,
    x.owner_unit_id,
    x.department,
    x.decision,
    x.due_date,
    x.done_date,
    x.is_done,
    x.is_overdue
from items_of($f) x
order by x.meeting_code, x.entity
