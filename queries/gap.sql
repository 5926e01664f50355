-- Which projects explain the gap to time-proportional progress? Worst first.
-- One row per project with an annual plan.
select
    p.entity,
    p.project_name,
    p.unit_id,
    p.plan_year,
    p.invested_ytd,
    p.completion_share,
    p.gap_amount,
    p.pace_state,
    p.gap_amount / nullif(sum(p.gap_amount) filter (where p.gap_amount < 0) over (), 0) as share_of_gap
from as_of($f) p
where p.plan_year > 0 and p.gap_amount is not null
order by p.gap_amount, p.entity
