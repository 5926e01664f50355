-- How did each headline figure move since the month before, for everything in scope?
-- Null where the month before has nothing to compare with, and for annual figures where it lies in another fiscal year.
-- One row.
with now as (
    select k.*, c.fiscal_year
    from kpi($f, ['all']) k
    join calendar c on c.city = $f.city and c.period = $f.month
    where k.cut = 'all'
),
before as (
    select k.*, c.fiscal_year
    from kpi($before, ['all']) k
    join calendar c on c.city = $f.city and c.period = cast($f.month - interval 1 month as date)
    where k.cut = 'all'
)
select
    n.project_count - b.project_count as project_count,
    n.total_investment - b.total_investment as total_investment,
    n.plan_year - s.plan_year as plan_year,
    n.invested_ytd - s.invested_ytd as invested_ytd,
    n.completion_share - s.completion_share as completion_share,
    n.pace_gap - s.pace_gap as pace_gap,
    n.started_count - s.started_count as started_count,
    n.start_share - s.start_share as start_share,
    n.overdue_start_count - b.overdue_start_count as overdue_start_count,
    n.finished_count - s.finished_count as finished_count,
    n.finish_share - s.finish_share as finish_share,
    n.overdue_finish_count - b.overdue_finish_count as overdue_finish_count,
    n.problem_resolved_count - b.problem_resolved_count as problem_resolved_count,
    n.problem_share - b.problem_share as problem_share,
    n.problem_open_count - b.problem_open_count as problem_open_count
from now n
left join before b on true
left join before s on s.fiscal_year = n.fiscal_year
order by n.project_count
