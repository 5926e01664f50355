-- Which projects stand behind one cell of a planner's question? $q.cell holds its keys, "~all" where all count.
-- One row per project.
select
    p.entity,
    p.project_code,
    p.project_name,
    p.unit_id,
    p.sector,
    p.level_id,
    p.batch,
    p.pace_state,
    p.total_investment,
    p.plan_year,
    p.plan_original,
    p.plan_to_date,
    p.invested_ytd,
    p.completion_share,
    p.pace_gap,
    p.gap_amount,
    p.stat_ytd,
    p.paid_ytd,
    p.invested_total,
    p.plan_start_date,
    p.actual_start_date,
    p.plan_finish_date,
    p.actual_finish_date,
    p.is_planned_start,
    p.is_started,
    p.is_due_start,
    p.is_overdue_start,
    p.is_planned_finish,
    p.is_finished,
    p.is_overdue_finish,
    p.owner_name,
    p.leader,
    p.department
from explored($f, $q) p
where p.side = 'asked'
    and not p.is_prior
    and (p.is_counted or $q.cell[1] <> '~all' or $q.dimensions[1] <> 'level')
    and $q.cell[1] in ('~all', p.key_1)
    and $q.cell[2] in ('~all', p.key_2)
    and $q.cell[3] in ('~all', p.key_3)
group by all
order by p.plan_year desc nulls last, p.project_name, p.entity
