-- Every headline figure, for every cut asked for.

-- One row per cut and key; wanted lists the cuts: all, unit, sector, batch, division, level (nested),
-- department: of projects the one that answers for them, of problems the one that is to solve them.
create or replace macro kpi(f, wanted) as table
-- Projects and problems are first added up by cell (unit, sector, batch, division, level; department where wanted): few rows to spread over the cuts.
with cell as (
    select
        unit_id,
        sector,
        batch,
        division_id,
        case when list_contains(wanted, 'department') then department end as department,
        level_rank,
        count(*) as project_count,
        sum(total_investment) as total_investment,
        list(total_investment) as totals,
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
    from as_of(f)
    group by unit_id, sector, batch, division_id, level_rank, case when list_contains(wanted, 'department') then department end
),
problem_cell as (
    select
        unit_id,
        sector,
        batch,
        division_id,
        case when list_contains(wanted, 'department') then department end as department,
        level_rank,
        count(*) as problem_collected_count,
        count(*) filter (where is_resolved) as problem_resolved_count,
        count(*) filter (where not is_resolved) as problem_open_count,
        count(*) filter (where not is_resolved and days_overdue > 0) as problem_overdue_count
    from problems_of(f)
    where ledger = 'collected'
    group by unit_id, sector, batch, division_id, level_rank, case when list_contains(wanted, 'department') then department end
),
owing as (
    select u.unit_id, max(r.known_from) as known_from
    from unit u
    left join reported r on r.city = u.city and r.unit_id = u.unit_id and r.kind = 'investment'
        and r.period = f['money_month'] and r.known_from <= f['known_on']
    where u.city = f['city'] and u.is_expected
    group by u.unit_id
),
told as (
    select c.*, o.unit_id as expected_unit, case when o.known_from is not null then o.unit_id end as reported_unit
    from cell c
    left join owing o on o.unit_id = c.unit_id
    union all by name
    select *
    from problem_cell
),
spread as (
    select
        w.cut,
        case w.cut
            when 'unit' then c.unit_id
            when 'sector' then c.sector
            when 'batch' then c.batch
            when 'division' then c.division_id
            when 'department' then c.department
            when 'level' then l.level_id
            else ''
        end as key,
        c.* exclude (unit_id, sector, batch, division_id, department, level_rank)
    from told c
    cross join (select unnest(wanted) as cut) w
    left join list_level l on w.cut = 'level' and l.city = f['city'] and l.level_rank >= c.level_rank
),
added as (
    select
        cut,
        key,
        cast(sum(project_count) as bigint) as project_count,
        sum(total_investment) as total_investment,
        sum(plan_year) as plan_year,
        sum(plan_original) as plan_original,
        sum(invested_ytd) as invested_ytd,
        sum(plan_to_date) as plan_to_date,
        sum(stat_ytd) as stat_ytd,
        sum(paid_ytd) as paid_ytd,
        sum(invested_total) as invested_total,
        cast(sum(planned_start_count) as bigint) as planned_start_count,
        cast(sum(started_count) as bigint) as started_count,
        cast(sum(due_start_count) as bigint) as due_start_count,
        cast(sum(overdue_start_count) as bigint) as overdue_start_count,
        cast(sum(early_start_count) as bigint) as early_start_count,
        sum(new_start_total) as new_start_total,
        cast(sum(planned_finish_count) as bigint) as planned_finish_count,
        cast(sum(finished_count) as bigint) as finished_count,
        sum(finished_total) as finished_total,
        sum(finished_invested_ytd) as finished_invested_ytd,
        cast(sum(due_finish_count) as bigint) as due_finish_count,
        cast(sum(overdue_finish_count) as bigint) as overdue_finish_count,
        cast(sum(expected_finish_count) as bigint) as expected_finish_count,
        sum(expected_finish_total) as expected_finish_total,
        cast(sum(in_progress_count) as bigint) as in_progress_count,
        cast(sum(suspended_count) as bigint) as suspended_count,
        cast(sum(connected_count) as bigint) as connected_count,
        cast(sum(focus_count) as bigint) as focus_count,
        cast(sum(reported_count) as bigint) as reported_count,
        cast(sum(problem_collected_count) as bigint) as problem_collected_count,
        cast(sum(problem_resolved_count) as bigint) as problem_resolved_count,
        cast(sum(problem_open_count) as bigint) as problem_open_count,
        cast(sum(problem_overdue_count) as bigint) as problem_overdue_count,
        list_median(flatten(list(totals) filter (where totals is not null))) as median_total,
        len(list_distinct(list(expected_unit))) as units_expected,
        len(list_distinct(list(reported_unit))) as units_reported
    from spread
    where key is not null
    group by cut, key
    having sum(project_count) > 0
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
    coalesce(a.problem_collected_count, 0) as problem_collected_count,
    coalesce(a.problem_resolved_count, 0) as problem_resolved_count,
    cast(a.problem_resolved_count as double) / nullif(a.problem_collected_count, 0) as problem_share,
    coalesce(a.problem_open_count, 0) as problem_open_count,
    coalesce(a.problem_overdue_count, 0) as problem_overdue_count,
    a.reported_count,
    coalesce(a.units_reported, 0) as units_reported,
    coalesce(a.units_expected, 0) as units_expected,
    cast(f['money_month'] as date) as invested_as_of,
    least(cast(f['cut_off'] as date), r.known_from) as register_as_of
from added a
cross join register r;
