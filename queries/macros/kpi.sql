-- Every headline figure, for every cut asked for.

-- One row per cut and key; wanted lists the cuts: all, unit, sector, batch, division, level (nested).
create or replace macro kpi(f, wanted) as table
with base as materialized (
    select unit_id, sector, batch, division_id, level_rank, total_investment, plan_year, plan_original, plan_to_date,
        invested_ytd, stat_ytd, paid_ytd, invested_total, is_planned_start, is_started, is_due_start, is_overdue_start,
        is_early_start, is_planned_finish, is_finished, is_finished_this_year, is_due_finish, is_overdue_finish,
        is_expected_finish, is_begun, status, is_connected, is_focus
    from as_of(f)
),
cuts as (
    select
        c.cut,
        case c.cut
            when 'unit' then b.unit_id
            when 'sector' then b.sector
            when 'batch' then b.batch
            when 'division' then b.division_id
            when 'level' then l.level_id
            else ''
        end as key,
        b.*
    from base b
    cross join (select unnest(wanted) as cut) c
    left join list_level l on c.cut = 'level' and l.city = f['city'] and l.level_rank >= b.level_rank
),
problem_cut as (
    select
        c.cut,
        case c.cut
            when 'unit' then p.unit_id
            when 'sector' then p.sector
            when 'batch' then p.batch
            when 'division' then p.division_id
            when 'level' then l.level_id
            else ''
        end as key,
        count(*) as problem_collected_count,
        count(*) filter (where p.is_resolved) as problem_resolved_count,
        count(*) filter (where not p.is_resolved) as problem_open_count,
        count(*) filter (where not p.is_resolved and p.days_overdue > 0) as problem_overdue_count
    from problems_of(f) p
    cross join (select unnest(wanted) as cut) c
    left join list_level l on c.cut = 'level' and l.city = f['city'] and l.level_rank >= p.level_rank
    where p.ledger = 'collected'
    group by 1, 2
),
added as (
    select
        cut,
        key,
        count(*) as project_count,
        sum(total_investment) as total_investment,
        median(total_investment) as median_total,
        sum(plan_year) as plan_year,
        sum(plan_original) as plan_original,
        sum(invested_ytd) as invested_ytd,
        sum(plan_to_date) as plan_to_date,
        sum(stat_ytd) as stat_ytd,
        sum(paid_ytd) as paid_ytd,
        sum(invested_total) as invested_total,
        count(*) filter (where is_planned_start) as planned_start_count,
        count(*) filter (where is_started) as started_count,
        count(*) filter (where is_due_start) as due_start_count,
        count(*) filter (where is_overdue_start) as overdue_start_count,
        count(*) filter (where is_early_start) as early_start_count,
        sum(total_investment) filter (where is_started) as new_start_total,
        count(*) filter (where is_planned_finish) as planned_finish_count,
        count(*) filter (where is_finished_this_year) as finished_count,
        sum(total_investment) filter (where is_finished_this_year) as finished_total,
        sum(invested_ytd) filter (where is_finished_this_year) as finished_invested_ytd,
        count(*) filter (where is_due_finish) as due_finish_count,
        count(*) filter (where is_overdue_finish) as overdue_finish_count,
        count(*) filter (where is_expected_finish) as expected_finish_count,
        sum(total_investment) filter (where is_expected_finish) as expected_finish_total,
        count(*) filter (where is_begun and not is_finished and coalesce(status, '') <> 'suspended') as in_progress_count,
        count(*) filter (where status = 'suspended') as suspended_count,
        count(*) filter (where is_connected) as connected_count,
        count(*) filter (where is_focus) as focus_count,
        count(invested_ytd) as reported_count
    from cuts
    where key is not null
    group by cut, key
),
owing as (
    select u.unit_id, max(r.known_from) as known_from
    from unit u
    left join reported r on r.city = u.city and r.unit_id = u.unit_id and r.kind = 'investment'
        and r.period = f['money_month'] and r.known_from <= f['known_on']
    where u.city = f['city'] and u.is_expected
    group by u.unit_id
),
owed as (
    select b.cut, b.key, count(distinct o.unit_id) as units_expected,
        count(distinct o.unit_id) filter (where o.known_from is not null) as units_reported
    from (select distinct cut, key, unit_id from cuts where key is not null) b
    join owing o on o.unit_id = b.unit_id
    group by b.cut, b.key
),
register as (
    select max(r.received_at) as received_at, max(r.known_from) as known_from
    from reported r
    where r.city = f['city'] and r.kind = 'project' and r.period <= f['month'] and r.known_from <= f['known_on']
)
select
    a.cut,
    a.key,
    a.project_count,
    a.total_investment,
    cast(a.median_total as double) as median_total,
    a.plan_year,
    a.plan_original,
    a.invested_ytd,
    cast(f['time_share'] as double) as time_share,
    a.plan_to_date,
    cast(a.invested_ytd as double) / nullif(cast(a.plan_year as double), 0) as completion_share,
    cast(a.invested_ytd as double) / nullif(cast(a.plan_original as double), 0) as original_share,
    cast(a.invested_ytd as double) / nullif(cast(a.plan_year as double), 0) - f['time_share'] as pace_gap,
    a.invested_ytd - a.plan_year * f['time_share'] as gap_amount,
    cast(a.invested_ytd as double) / nullif(cast(a.plan_to_date as double), 0) - 1 as plan_gap,
    a.stat_ytd,
    a.paid_ytd,
    a.invested_total,
    cast(a.invested_total as double) / nullif(cast(a.total_investment as double), 0) as life_share,
    a.planned_start_count,
    a.started_count,
    cast(a.started_count as double) / nullif(a.planned_start_count, 0) as start_share,
    a.due_start_count,
    a.overdue_start_count,
    a.due_start_count - a.overdue_start_count as due_started_count,
    cast(a.due_start_count - a.overdue_start_count as double) / nullif(a.due_start_count, 0) as due_start_share,
    a.early_start_count,
    a.new_start_total,
    cast(a.new_start_total as double) / nullif(a.started_count, 0) as new_start_average,
    a.planned_finish_count,
    a.finished_count,
    cast(a.finished_count as double) / nullif(a.planned_finish_count, 0) as finish_share,
    a.finished_total,
    a.finished_invested_ytd,
    a.due_finish_count,
    a.overdue_finish_count,
    a.expected_finish_count,
    a.expected_finish_total,
    a.in_progress_count,
    a.suspended_count,
    a.connected_count,
    a.focus_count,
    coalesce(p.problem_collected_count, 0) as problem_collected_count,
    coalesce(p.problem_resolved_count, 0) as problem_resolved_count,
    cast(p.problem_resolved_count as double) / nullif(p.problem_collected_count, 0) as problem_share,
    coalesce(p.problem_open_count, 0) as problem_open_count,
    coalesce(p.problem_overdue_count, 0) as problem_overdue_count,
    a.reported_count,
    coalesce(o.units_reported, 0) as units_reported,
    coalesce(o.units_expected, 0) as units_expected,
    cast(f['money_month'] as date) as invested_as_of,
    least(cast(f['cut_off'] as date), r.known_from) as register_as_of
from added a
left join problem_cut p on p.cut = a.cut and p.key = a.key
left join owed o on o.cut = a.cut and o.key = a.key
cross join register r;
