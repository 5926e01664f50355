-- What is true of a city at a month: every headline figure that a draft may print, for all, each level and each unit.
-- Money in the money unit, shares as ratios, both unrounded.
-- One row per cut (all, level, unit), key and measure.
with main as (
    select
        k.cut,
        k.key,
        cast(k.project_count as double) as project_count,
        cast(k.total_investment as double) as total_investment,
        cast(k.plan_year as double) as plan_year,
        cast(k.invested_ytd as double) as invested_ytd,
        cast(k.completion_share as double) as completion_share,
        cast(k.original_share as double) as original_share,
        cast(k.time_share as double) as time_share,
        cast(k.planned_start_count as double) as planned_start_count,
        cast(k.started_count as double) as started_count,
        cast(k.start_share as double) as start_share,
        cast(k.due_start_count as double) as due_start_count,
        cast(k.overdue_start_count as double) as overdue_start_count,
        cast(k.early_start_count as double) as early_start_count,
        cast(k.due_start_share as double) as due_start_share,
        cast(k.new_start_total as double) as new_start_total,
        cast(k.new_start_average as double) as new_start_average,
        cast(k.planned_finish_count as double) as planned_finish_count,
        cast(k.finished_count as double) as finished_count,
        cast(k.finish_share as double) as finish_share,
        cast(k.finished_total as double) as finished_total,
        cast(k.finished_invested_ytd as double) as finished_invested_ytd,
        cast(k.overdue_finish_count as double) as overdue_finish_count,
        cast(k.expected_finish_count as double) as expected_finish_count,
        cast(k.expected_finish_total as double) as expected_finish_total,
        cast(k.problem_collected_count as double) as problem_collected_count,
        cast(k.problem_resolved_count as double) as problem_resolved_count,
        cast(k.problem_open_count as double) as problem_open_count,
        cast(k.problem_share as double) as problem_share,
        cast(k.connected_count as double) as connected_count,
        cast(k.focus_count as double) as focus_count
    from kpi($f, ['all', 'level', 'unit']) k
)
unpivot main
on columns(* exclude (cut, key))
into name measure value value
order by cut, key, measure
