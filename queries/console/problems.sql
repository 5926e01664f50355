-- The problems of every ledger, with where each stands in the loop; ledgers are never added to one another.
-- One row per problem.
select
    p.entity as problem,
    p.ledger,
    p.project_code as project,
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
    p.due_date,
    p.resolved_date,
    p.confirmed_date,
    p.reopened_date,
    p.is_resolved,
    p.days_overdue
from problems_of($f) p
order by p.entity
