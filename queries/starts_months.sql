-- How many starts and completions were promised for each month of the fiscal year, and how many came?
-- What began before the fiscal year, though promised for it, counts in its first month: the last sums are the figures
-- of the cards. Months after f.month have no actual count.
-- One row per month of the fiscal year.
with project as materialized (
    select
        p.is_planned_start,
        p.is_started,
        p.is_planned_finish,
        p.is_finished_this_year,
        p.plan_start_date,
        p.plan_finish_date,
        greatest(p.actual_start_date, $f.year_start) as actual_start_date,
        p.actual_finish_date
    from as_of($f) p
),
event as (
    select 'planned_start' as kind, plan_start_date as happened_date from project where is_planned_start
    union all
    select 'started' as kind, actual_start_date as happened_date from project where is_started
    union all
    select 'planned_finish' as kind, plan_finish_date as happened_date from project where is_planned_finish
    union all
    select 'finished' as kind, actual_finish_date as happened_date from project where is_finished_this_year
),
counted as (
    select
        c.period,
        c.month_no,
        c.period <= $f.month as is_past,
        count(e.kind) filter (where e.kind = 'planned_start') as planned_start_count,
        count(e.kind) filter (where e.kind = 'started') as started_count,
        count(e.kind) filter (where e.kind = 'planned_finish') as planned_finish_count,
        count(e.kind) filter (where e.kind = 'finished') as finished_count
    from calendar c
    left join event e on date_trunc('month', e.happened_date) = c.period
    where c.city = $f.city and c.fiscal_year = $f.fiscal_year
    group by c.period, c.month_no
)
select
    m.period,
    m.month_no,
    m.planned_start_count as planned_start_month_count,
    case when m.is_past then m.started_count end as started_month_count,
    cast(sum(m.planned_start_count) over up_to as bigint) as planned_start_ytd_count,
    case when m.is_past then cast(sum(m.started_count) over up_to as bigint) end as started_ytd_count,
    m.planned_finish_count as planned_finish_month_count,
    case when m.is_past then m.finished_count end as finished_month_count,
    cast(sum(m.planned_finish_count) over up_to as bigint) as planned_finish_ytd_count,
    case when m.is_past then cast(sum(m.finished_count) over up_to as bigint) end as finished_ytd_count
from counted m
window up_to as (order by m.period)
order by m.period
