-- Which projects stand behind a count of starts or completions?
-- event: overdue_start, overdue_finish, early_start, started, expected_finish, finished.
-- promised_date and happened_date are of the start or of the completion, as the event says. days_overdue run to the
-- cut-off; days_early: started so many days before the promise; days_late: after it (+) or before it (-).
-- One row per project and event, the most overdue first.
with project as materialized (
    select
        p.entity,
        p.project_name,
        p.unit_id,
        p.level_id,
        p.sector,
        p.total_investment,
        p.plan_year,
        p.invested_ytd,
        p.plan_start_date,
        p.actual_start_date,
        p.plan_finish_date,
        p.actual_finish_date,
        p.leader,
        p.department,
        p.is_overdue_start,
        p.is_overdue_finish,
        p.is_early_start,
        p.is_started,
        p.is_expected_finish,
        p.is_finished_this_year
    from as_of($f) p
),
event as (
    select 'overdue_start' as event, plan_start_date as promised_date, null::date as happened_date,
        date_diff('day', plan_start_date, $f.cut_off) as off_days, *
    from project
    where is_overdue_start
    union all
    select 'overdue_finish' as event, plan_finish_date as promised_date, null::date as happened_date,
        date_diff('day', plan_finish_date, $f.cut_off) as off_days, *
    from project
    where is_overdue_finish
    union all
    select 'early_start' as event, plan_start_date as promised_date, actual_start_date as happened_date,
        date_diff('day', actual_start_date, plan_start_date) as off_days, *
    from project
    where is_early_start
    union all
    select 'started' as event, plan_start_date as promised_date, actual_start_date as happened_date,
        date_diff('day', plan_start_date, actual_start_date) as off_days, *
    from project
    where is_started
    union all
    select 'expected_finish' as event, plan_finish_date as promised_date, null::date as happened_date,
        null as off_days, *
    from project
    where is_expected_finish
    union all
    select 'finished' as event, plan_finish_date as promised_date, actual_finish_date as happened_date,
        date_diff('day', plan_finish_date, actual_finish_date) as off_days, *
    from project
    where is_finished_this_year
)
select
    e.event,
    e.entity,
    e.project_name,
    e.unit_id,
    e.level_id,
    e.sector,
    e.promised_date,
    e.happened_date,
    case when e.event in ('overdue_start', 'overdue_finish') then e.off_days end as days_overdue,
    case when e.event = 'early_start' then e.off_days end as days_early,
    case when e.event in ('started', 'finished') then e.off_days end as days_late,
    e.total_investment,
    e.plan_year,
    e.invested_ytd,
    e.leader,
    e.department
from event e
order by e.event, e.off_days desc nulls last, e.promised_date, e.total_investment desc, e.entity
