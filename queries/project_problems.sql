-- What stands in the way of one project, or of all in scope?
-- One row per problem.
select
    p.entity,
    p.project_code,
    p.project_name,
    p.unit_id,
    p.ledger,
    p.problem_kind,
    p.description,
    p.department,
    p.severity,
    p.raised_date,
    p.assigned_date,
    p.plan_date,
    p.due_date,
    p.resolved_date,
    p.confirmed_date,
    p.reopened_date,
    p.days_overdue,
    case
        when p.is_resolved and p.confirmed_date is not null then 'confirmed'
        when p.is_resolved then 'resolved'
        when p.is_reopened then 'reopened'
        when p.days_overdue > 0 then 'overdue'
        when p.assigned_date is not null then 'assigned'
        else 'collected'
    end as state
from problems_of($f) p
order by p.is_resolved, p.days_overdue desc nulls last, p.entity
