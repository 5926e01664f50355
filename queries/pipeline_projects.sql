-- Which projects stand in the steps of the pipeline, since when, and which of them can still start this fiscal year?
-- $by, $steps: see macro stays. $ready: the stages or batches, with commas, from which a start within the year is possible.
-- days_in_step runs from the first day of the first month whose return stated the step to the cut-off; where that is the
-- first month that states the project at all (is_since_unknown), the step began earlier.
-- start_outlook of a reserve project (another list than the main one, not begun): ready (promised for this fiscal year, step
-- late enough), too_early (promised for it, step too early), later (promised for another year), unplanned.
-- One row per project, the longest in its step first.
select
    p.stage,
    p.batch,
    s.step_order,
    p.entity,
    p.project_name,
    p.unit_id,
    p.list_kind,
    p.level_id,
    p.sector,
    s.since,
    date_diff('day', s.since, $f.cut_off) + 1 as days_in_step,
    s.is_since_unknown,
    p.plan_start_date,
    case
        when not p.is_reserve then null
        when p.plan_start_date is null then 'unplanned'
        when p.plan_start_date < $f.year_start or p.plan_start_date >= $f.year_end then 'later'
        when list_contains(string_split($ready, ','), p.stage) or list_contains(string_split($ready, ','), p.batch) then 'ready'
        else 'too_early'
    end as start_outlook,
    p.total_investment,
    p.leader,
    p.department
from life($f) p
join stays($f, $by, $steps) s on s.entity = p.entity and s.is_present
order by days_in_step desc, s.step_order, p.total_investment desc, p.entity
