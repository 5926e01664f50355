-- The milestones that projects promised (their timetables).
-- One row per milestone.
select
    m.project_code as project,
    m.project_name,
    m.unit_id,
    m.milestone_kind,
    m.milestone_name,
    m.promised_date,
    m.forecast_date,
    m.actual_date,
    m.milestone_state,
    m.slip_days,
    m.slip_reason,
    m.is_done,
    m.is_overdue
from schedule_of($f, 'all') m
order by m.project_code, m.milestone_order, m.entity
