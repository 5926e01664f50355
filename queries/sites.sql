-- Where are the projects, how large are they and how do they stand?
-- One row per project.
with open_problem as (
    select q.project_code, count(*) as open_problem_count
    from problems_of($f) q
    where q.ledger = 'collected' and not q.is_resolved
    group by q.project_code
)
select
    p.entity,
    p.project_code,
    p.project_name,
    p.unit_id,
    p.division_id,
    p.zone_id,
    p.sector,
    p.level_id,
    p.batch,
    p.stage,
    p.lon,
    p.lat,
    p.precision,
    p.crs,
    p.total_investment,
    p.plan_year,
    p.invested_ytd,
    p.completion_share,
    p.time_share,
    p.pace_gap,
    p.gap_amount,
    p.pace_state,
    p.plan_start_date,
    p.actual_start_date,
    p.plan_finish_date,
    p.actual_finish_date,
    p.is_overdue_start,
    p.is_overdue_finish,
    p.days_overdue,
    p.reported_period,
    coalesce(o.open_problem_count, 0) as open_problem_count
from as_of($f) p
left join open_problem o on o.project_code = p.entity
order by p.gap_amount nulls last, p.entity
