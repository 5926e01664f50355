-- Which problems stand in one ledger ($ledger), at which step of the loop, and for how many working days?
-- limit_date is the date promised, or what the city's limits allow where none was stated (is_limit_missing). late_days: working
-- days past it, of open problems to the cut-off, of resolved ones to their resolution. open_days runs from collection, taken_days
-- from assignment. Null where the calendar does not know the year.
-- One row per problem, open ones first, the longest overdue on top.
select
    p.entity,
    p.step,
    p.project_code,
    p.project_name,
    p.unit_id,
    p.problem_kind,
    p.description,
    p.department,
    p.severity,
    p.escalation,
    p.raised_date,
    p.assigned_date,
    p.plan_date,
    p.limit_date,
    p.resolved_date,
    p.confirmed_date,
    p.reopened_date,
    p.late_days,
    p.open_days,
    p.taken_days,
    p.is_late,
    p.is_resolved,
    p.is_reopened,
    p.is_limit_missing
from problem_steps_of($f, $ledger) p
order by p.is_resolved, p.is_late desc, p.late_days desc nulls last, p.limit_date, p.entity
