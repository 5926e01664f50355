-- What does each leader answer for: how many projects, how far behind time, how many overdue, how many open problems?
-- gap_amount adds up money against time over all projects of a leader; behind_count counts those short of time;
-- overdue_count those past a promised start or finish.
-- One row per leader (empty: no leader named), the largest shortfall first.
with problem as (
    select project_code, count(*) as open_problem_count
    from problems_of($f)
    where not is_resolved and ledger = 'collected'
    group by project_code
)
select
    p.leader,
    count(*) as project_count,
    count(distinct p.department) as department_count,
    sum(p.plan_year) as plan_year,
    sum(p.invested_ytd) as invested_ytd,
    cast(sum(p.invested_ytd) as double) / nullif(cast(sum(p.plan_year) as double), 0) as completion_share,
    sum(p.gap_amount) as gap_amount,
    count(*) filter (where p.gap_amount < 0) as behind_count,
    count(*) filter (where p.is_overdue_start or p.is_overdue_finish) as overdue_count,
    coalesce(sum(b.open_problem_count), 0) as problem_open_count
from as_of($f) p
left join problem b on b.project_code = p.entity
group by p.leader
order by p.leader is null, sum(p.gap_amount) nulls last, p.leader
