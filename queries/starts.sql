-- Which starts and completions were promised, which came, which are overdue, and do the counts add up?
-- Each count is counted on its own; is_start_sum and is_finish_sum say whether they add up:
--   started = due - overdue + early
--   finished = due - overdue (both promised for this year) + early + finished without a promise for this year.
-- overdue_finish_count holds what was promised for earlier years too (overdue_finish_old_count of them).
-- unplanned_start_count: begun this fiscal year without a promise for it; never part of started_count.
-- One row per cut (all, level, unit) and key; levels are nested, highest first, units with most overdue starts first.
with project as (
    select
        p.unit_id,
        p.level_rank,
        p.is_planned_start,
        p.is_started,
        p.is_due_start,
        p.is_overdue_start,
        p.is_early_start,
        p.is_planned_finish,
        p.is_finished_this_year,
        p.is_due_finish,
        p.is_overdue_finish,
        p.is_expected_finish,
        p.is_begun and p.actual_start_date >= $f.year_start and not p.is_planned_start as is_unplanned_start,
        p.is_overdue_finish and not p.is_planned_finish as is_overdue_finish_old,
        p.is_planned_finish and p.is_finished and p.plan_finish_date > $f.cut_off as is_early_finish,
        p.is_finished_this_year and not p.is_planned_finish as is_unplanned_finish,
        p.is_finished and p.is_planned_finish and not p.is_finished_this_year as is_finished_before,
        case when p.is_overdue_start then date_diff('day', p.plan_start_date, $f.cut_off) end as start_days,
        case when p.is_overdue_finish then date_diff('day', p.plan_finish_date, $f.cut_off) end as finish_days
    from as_of($f) p
),
counted as (
    select
        c.cut,
        case c.cut when 'unit' then p.unit_id when 'level' then l.level_id else '' end as key,
        max(l.level_rank) as level_rank,
        count(*) filter (where is_planned_start) as planned_start_count,
        count(*) filter (where is_due_start) as due_start_count,
        count(*) filter (where is_overdue_start) as overdue_start_count,
        count(*) filter (where is_due_start and is_started) as due_started_count,
        count(*) filter (where is_early_start) as early_start_count,
        count(*) filter (where is_started) as started_count,
        count(*) filter (where is_unplanned_start) as unplanned_start_count,
        max(start_days) as overdue_start_days,
        count(*) filter (where is_planned_finish) as planned_finish_count,
        count(*) filter (where is_due_finish) as due_finish_count,
        count(*) filter (where is_overdue_finish) as overdue_finish_count,
        count(*) filter (where is_overdue_finish_old) as overdue_finish_old_count,
        count(*) filter (where is_early_finish) as early_finish_count,
        count(*) filter (where is_unplanned_finish) as unplanned_finish_count,
        count(*) filter (where is_finished_before) as finished_before_count,
        count(*) filter (where is_finished_this_year) as finished_count,
        count(*) filter (where is_expected_finish) as expected_finish_count,
        max(finish_days) as overdue_finish_days
    from (values ('all'), ('level'), ('unit')) as c (cut)
    left join project p on true
    left join list_level l on c.cut = 'level' and l.city = $f.city and l.level_rank >= p.level_rank
    group by 1, 2
)
select
    c.cut,
    c.key,
    case when c.cut = 'unit' then c.key end as unit_id,
    case when c.cut = 'level' then c.key end as level_id,
    $f.cut_off as cut_off_date,
    c.planned_start_count,
    c.due_start_count,
    c.overdue_start_count,
    c.due_started_count,
    c.early_start_count,
    c.started_count,
    cast(c.started_count as double) / nullif(c.planned_start_count, 0) as start_share,
    cast(c.due_started_count as double) / nullif(c.due_start_count, 0) as due_start_share,
    c.unplanned_start_count,
    c.overdue_start_days,
    c.due_start_count - c.overdue_start_count + c.early_start_count = c.started_count as is_start_sum,
    c.planned_finish_count,
    c.due_finish_count,
    c.overdue_finish_count,
    c.overdue_finish_old_count,
    c.overdue_finish_count - c.overdue_finish_old_count as overdue_finish_new_count,
    c.early_finish_count,
    c.unplanned_finish_count,
    c.finished_before_count,
    c.finished_count,
    cast(c.finished_count as double) / nullif(c.planned_finish_count, 0) as finish_share,
    c.expected_finish_count,
    c.overdue_finish_days,
    c.due_finish_count - (c.overdue_finish_count - c.overdue_finish_old_count) + c.early_finish_count
        + c.unplanned_finish_count - c.finished_before_count = c.finished_count as is_finish_sum
from counted c
where c.key is not null
order by c.cut, c.level_rank, c.overdue_start_count desc, c.overdue_finish_count desc, c.key
