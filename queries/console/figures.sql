-- The headline figures, whole and by unit, sector, level (nested) and batch, as every page shows them; cuts are never added.
-- One row per cut and key.
select
    k.cut,
    k.key,
    k.project_count,
    k.total_investment,
    k.plan_year,
    k.plan_original,
    k.plan_to_date,
    k.invested_ytd,
    k.completion_share,
    k.time_share,
    k.pace_gap,
    k.gap_amount,
    k.stat_ytd,
    k.paid_ytd,
    k.planned_start_count,
    k.started_count,
    k.start_share,
    k.overdue_start_count,
    k.planned_finish_count,
    k.finished_count,
    k.finish_share,
    k.overdue_finish_count,
    k.in_progress_count,
    k.problem_collected_count,
    k.problem_resolved_count,
    k.problem_share,
    k.invested_as_of
from kpi($f, ['all', 'unit', 'sector', 'level', 'batch']) k
order by k.cut, k.key
