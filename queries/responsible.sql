-- Who answers for which project, and how does it stand: money against time, overdue dates, open problems and decisions?
-- One row per project on the list, by leader, the largest gap first; projects without a leader come last.
with problem as (
    select project_code, count(*) as open_problem_count
    from problems_of($f)
    where not is_resolved and ledger = 'collected'
    group by project_code
),
item as (
    select project_code, count(*) filter (where not is_done) as decision_open_count
    from items_of(struct_update($f, units := null))
    group by project_code
)
select
    p.leader,
    p.department,
    p.entity,
    p.project_name,
    p.unit_id,
    p.level_id,
    p.plan_year,
    p.invested_ytd,
    p.completion_share,
    p.gap_amount,
    p.pace_state,
    p.days_overdue,
    coalesce(b.open_problem_count, 0) as open_problem_count,
    coalesce(i.decision_open_count, 0) as decision_open_count
from as_of($f) p
left join problem b on b.project_code = p.entity
left join item i on i.project_code = p.entity
order by p.leader nulls last, p.gap_amount nulls last, p.entity
