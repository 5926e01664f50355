-- The only WHERE clauses of the product: which rows a question is about, as of a month and a day of knowledge.
-- f is the struct of paceboard.filters.Filters with the days of queries/when.sql in it (cut_off, year_start, year_end,
-- money_month, time_share, level_rank); None in it means all. The level filter is nested: a project on a higher list is
-- on the lower ones too. In macros write f['unit'], not f.unit.
-- scope, as_of: one row per project. money: one row per cell and month. kpi: one row per cut. Each macro says its own grain.

-- One row per project and stretch of months up to f.month with what the register said of it, as known on f.known_on:
-- every list, whatever became of the project. Questions about the past of projects start here.
create or replace macro history(f) as table
select p.*
from project_state p
where p.city = f['city']
    and p.valid_from <= f['month']
    and p.known_from <= f['known_on']
    and p.known_until > f['known_on']
    and (f['units'] is null or list_contains(f['units'], p.unit_id))
    and (f['sectors'] is null or list_contains(f['sectors'], p.sector))
    and (f['batches'] is null or list_contains(f['batches'], p.batch))
    and (f['level'] is null or p.level_rank <= f['level_rank'])
    and (f['search'] is null or contains(p.search_text, lower(f['search'])))
    and (f['project'] is null or p.entity = f['project']);

-- One row per project of every list in the register that is the truth at f.month: lists are never added to one another.
create or replace macro every_list(f) as table
select h.*
from history(f) h
where h.valid_until > f['month']
    and coalesce(h.status, '') <> 'removed';

-- One row per project in the register that is the truth at f.month as known on f.known_on.
create or replace macro scope(f) as table
select p.*
from every_list(f) p
where p.list_kind = f['list_kind'];

-- One row per statement of one kind of sheet that is the truth at f.month as known on f.known_on.
create or replace macro truth_of(f, wanted) as table
select i.entity, i.submission_id
from statement_interval i
where i.kind = wanted
    and i.city = f['city']
    and i.valid_from <= f['month']
    and i.valid_until > f['month']
    and i.known_from <= f['known_on']
    and i.known_until > f['known_on'];

-- One row per project on the list: what rows about projects say of the project they name.
create or replace macro named_of(f) as table
select
    p.entity as named,
    p.project_name,
    p.sector,
    p.batch,
    p.division_id,
    p.level_id,
    p.level_rank,
    p.total_investment,
    p.plan_year,
    p.leader,
    coalesce(p.is_focus, false) as is_focus
from scope(f) p;

-- Yes where rows that name no project on the list count: on the main list, as long as nothing is asked of projects.
create or replace macro counts_unnamed(f) as
    f['sectors'] is null
    and f['batches'] is null
    and f['level'] is null
    and f['search'] is null
    and f['project'] is null
    and f['list_kind'] = (select c.main_list from city c where c.city = f['city']);

-- One row per project: register, money, plan to date and every yes-or-no that figures count.
create or replace macro as_of(f) as table
with money as (
    select i.entity, i.reported_period, i.invested_ytd, i.invested_total, i.stat_ytd, i.paid_ytd, i.physical_share
    from investment_piece i
    where i.city = f['city']
        and i.list_kind = f['list_kind']
        and i.valid_from <= f['month']
        and i.valid_until > f['month']
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
),
plan as (
    select s.entity, s.plan_ytd
    from plan_state s
    where s.city = f['city']
        and s.plan_period = f['money_month']
        and s.valid_from <= f['month']
        and s.valid_until > f['month']
        and s.known_from <= f['known_on']
        and s.known_until > f['known_on']
),
judged as (
    select
        p.*,
        cast(f['time_share'] as double) as time_share,
        m.reported_period,
        m.invested_ytd,
        m.invested_total,
        m.stat_ytd,
        m.paid_ytd,
        m.physical_share,
        coalesce(n.plan_ytd, p.plan_year * f['time_share']) as plan_to_date,
        coalesce(p.plan_start_date >= f['year_start'] and p.plan_start_date < f['year_end'], false) as is_planned_start,
        coalesce(p.actual_start_date <= f['cut_off'], false) as is_begun,
        coalesce(p.plan_finish_date >= f['year_start'] and p.plan_finish_date < f['year_end'], false) as is_planned_finish,
        coalesce(p.actual_finish_date <= f['cut_off'], false) as is_finished,
        coalesce(p.actual_finish_date <= f['cut_off'] and p.actual_finish_date >= f['year_start'], false) as is_finished_this_year
    from scope(f) p
    left join money m on m.entity = p.entity
    left join plan n on n.entity = p.entity
),
flagged as (
    select
        j.*,
        j.is_planned_start and j.is_begun as is_started,
        j.is_planned_start and j.plan_start_date <= f['cut_off'] as is_due_start,
        j.is_planned_start and j.plan_start_date <= f['cut_off'] and not j.is_begun as is_overdue_start,
        j.is_planned_start and j.is_begun and j.plan_start_date > f['cut_off'] as is_early_start,
        j.is_planned_finish and j.plan_finish_date <= f['cut_off'] as is_due_finish,
        coalesce(j.plan_finish_date <= f['cut_off'], false) and not j.is_finished as is_overdue_finish,
        j.is_planned_finish and not j.is_finished as is_expected_finish,
        cast(j.invested_ytd as double) / nullif(cast(j.plan_year as double), 0) as completion_share
    from judged j
)
select
    g.*,
    g.completion_share - g.time_share as pace_gap,
    g.invested_ytd - g.plan_year * g.time_share as gap_amount,
    case
        when g.is_overdue_start then date_diff('day', g.plan_start_date, f['cut_off'])
        when g.is_overdue_finish then date_diff('day', g.plan_finish_date, f['cut_off'])
    end as days_overdue,
    case
        when g.is_finished then 'finished'
        when g.status = 'suspended' then 'suspended'
        when g.is_overdue_start then 'overdue_start'
        when g.is_overdue_finish then 'overdue_finish'
        when not g.is_begun and g.plan_start_date is not null then 'not_due'
        when g.completion_share is null then 'in_progress'
        when g.completion_share >= g.time_share then 'on_pace'
        else 'behind'
    end as pace_state
from flagged g;

-- One row per problem that is the truth at f.month; a problem without a project belongs to its unit alone.
create or replace macro problems_of(f) as table
with stated as (
    select
        x.*,
        n.sector,
        n.batch,
        n.division_id,
        n.level_rank,
        n.project_name,
        coalesce(x.reopened_date <= f['cut_off'], false) as is_reopened,
        coalesce(x.resolved_date <= f['cut_off'], false)
            and not coalesce(x.reopened_date <= f['cut_off'] and x.reopened_date >= x.resolved_date, false) as is_resolved
    from problem x
    join truth_of(f, 'problem') t on t.entity = x.entity and t.submission_id = x.submission_id
    left join named_of(f) n on n.named = x.project_code
    where x.city = f['city']
        and (f['units'] is null or list_contains(f['units'], x.unit_id))
        and (n.named is not null or counts_unnamed(f))
)
select
    s.*,
    greatest(date_diff('day', s.due_date, case when s.is_resolved then s.resolved_date else f['cut_off'] end), 0) as days_overdue
from stated s;

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

-- One row per project on the list and month of the fiscal year up to the last with money: what was returned (the
-- commission's figure) against what the statistics bureau accepted; where a month has no return, the one before holds.
-- deviation_share = (commission - statistics) / statistics; null where statistics has nothing to divide by.
-- is_beyond: further apart than the city's limit_share; money returned against statistics of zero is beyond any limit.
create or replace macro compared_of(f) as table
select
    p.entity,
    p.unit_id,
    c.period,
    c.month_no,
    i.invested_ytd,
    i.stat_ytd,
    i.paid_ytd,
    i.invested_ytd - i.stat_ytd as deviation_amount,
    cast(i.invested_ytd - i.stat_ytd as double) / nullif(cast(i.stat_ytd as double), 0) as deviation_share,
    abs(i.invested_ytd - i.stat_ytd) > cast(d.limit_share as decimal(9, 4)) * abs(i.stat_ytd) as is_beyond
from scope(f) p
join calendar c on c.city = f['city'] and c.fiscal_year = f['fiscal_year'] and c.period <= f['money_month']
join investment_piece i on i.city = f['city']
    and i.entity = p.entity
    and i.list_kind = f['list_kind']
    and i.valid_from <= c.period
    and i.valid_until > c.period
    and i.known_from <= f['known_on']
    and i.known_until > f['known_on']
left join deviation d on d.city = f['city'];

-- One row per cut key and month of the fiscal year up to the last with money: year-to-date amounts.
-- Whole units come from the ledger; a text search or a single project from its rectangles. Both give the same sums.
create or replace macro money(f) as table
with spine as (
    select c.period, c.month_no, c.fiscal_year
    from calendar c
    join calendar now on now.city = c.city and now.period = f['month'] and now.fiscal_year = c.fiscal_year
    where c.city = f['city'] and c.period <= f['money_month']
),
named as (
    select entity
    from scope(struct_update(f, units := null, sectors := null, batches := null, level := null))
    where f['search'] is not null or f['project'] is not null
),
line as (
    select l.valid_on, l.unit_id, l.sector, l.batch, l.level_rank, l.d_invested_ytd, l.d_stat_ytd, l.d_paid_ytd, l.d_count
    from ledger l
    where f['search'] is null
        and f['project'] is null
        and l.city = f['city']
        and l.list_kind = f['list_kind']
        and l.known_on <= f['known_on']
        and l.valid_on <= f['month']
    union all
    select unnest([i.valid_from, i.valid_until]) as valid_on, i.unit_id, i.sector, i.batch, i.level_rank,
        unnest([1, -1]) * i.invested_ytd, unnest([1, -1]) * coalesce(i.stat_ytd, 0), unnest([1, -1]) * coalesce(i.paid_ytd, 0),
        unnest([1, -1])
    from investment_piece i
    join named n on n.entity = i.entity
    where i.city = f['city']
        and i.list_kind = f['list_kind']
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
),
kept as (
    select
        case f['split']
            when 'unit' then l.unit_id
            when 'sector' then l.sector
            when 'batch' then l.batch
            when 'level' then v.level_id
            else ''
        end as split_key,
        l.valid_on,
        l.d_invested_ytd,
        l.d_stat_ytd,
        l.d_paid_ytd,
        l.d_count
    from line l
    left join list_level v on f['split'] = 'level' and v.city = f['city'] and v.level_rank >= l.level_rank
    where (f['units'] is null or list_contains(f['units'], l.unit_id))
        and (f['sectors'] is null or list_contains(f['sectors'], l.sector))
        and (f['batches'] is null or list_contains(f['batches'], l.batch))
        and (f['level'] is null or l.level_rank <= f['level_rank'])
),
flow as (
    select
        split_key,
        greatest(valid_on, (select min(period) from spine)) as valid_on,
        sum(d_invested_ytd) as d_invested_ytd,
        sum(d_stat_ytd) as d_stat_ytd,
        sum(d_paid_ytd) as d_paid_ytd,
        sum(d_count) as d_count
    from kept
    where split_key is not null
    group by 1, 2
),
full_spine as (
    select k.split_key, s.period, s.month_no, s.fiscal_year
    from (select distinct split_key from flow) k
    cross join spine s
)
select
    s.split_key,
    s.period,
    s.month_no,
    s.fiscal_year,
    sum(coalesce(w.d_invested_ytd, 0)) over (partition by s.split_key order by s.period) as invested_ytd,
    coalesce(w.d_invested_ytd, 0) as invested_month,
    sum(coalesce(w.d_stat_ytd, 0)) over (partition by s.split_key order by s.period) as stat_ytd,
    sum(coalesce(w.d_paid_ytd, 0)) over (partition by s.split_key order by s.period) as paid_ytd,
    sum(coalesce(w.d_count, 0)) over (partition by s.split_key order by s.period) as reported_count
from full_spine s
left join flow w on w.split_key = s.split_key and w.valid_on = s.period;

-- One row per meeting, inspection round or rally held this fiscal year up to f.month.
create or replace macro meetings_of(f) as table
select x.*
from dispatch_meeting x
join truth_of(f, 'meeting') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.held_date <= f['cut_off'] and x.held_date >= f['year_start'], x.period >= f['year_start']);

-- One row per start ceremony held this fiscal year up to f.month: a universe of its own, never added to the list.
create or replace macro ceremonies_of(f) as table
select x.*
from start_ceremony x
join truth_of(f, 'ceremony') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.held_date <= f['cut_off'] and x.held_date >= f['year_start'], x.period >= f['year_start']);

-- One row per agreement signed this fiscal year up to f.month.
create or replace macro signings_of(f) as table
select x.*
from signing x
join truth_of(f, 'signing') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.signed_date <= f['cut_off'] and x.signed_date >= f['year_start'], x.period >= f['year_start']);

-- One row per factor need or quota line that is the truth at f.month.
create or replace macro factors_of(f) as table
select x.*, n.* exclude (named)
from factor_need x
join truth_of(f, 'factor') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and (n.named is not null or counts_unnamed(f));

-- One row per credit, loan or financing line that is the truth at f.month.
create or replace macro funding_of(f) as table
select x.*, n.* exclude (named)
from funding x
join truth_of(f, 'funding') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and (n.named is not null or counts_unnamed(f));

-- One row per annual target that is the truth at f.month, of the units asked for.
create or replace macro targets_of(f) as table
select x.*
from unit_target x
join truth_of(f, 'target') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.target_unit_id));

-- One row per milestone of a project on the list that is the truth at f.month.
create or replace macro milestones_of(f) as table
select
    x.*,
    k.milestone_order,
    coalesce(x.actual_date <= f['cut_off'], false) as is_done,
    x.promised_date <= f['cut_off'] and not coalesce(x.actual_date <= f['cut_off'], false) as is_overdue,
    n.* exclude (named)
from milestone x
join truth_of(f, 'milestone') t on t.entity = x.entity and t.submission_id = x.submission_id
join named_of(f) n on n.named = x.project_code
left join milestone_kind k on k.city = x.city and k.milestone_kind = x.milestone_kind
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id));

-- One row per milestone of the projects chosen (focus, provincial, all), with its state and days of slip, in calendar days.
-- slip_days: done ones from promise to deed (early below zero); past due and open ones from promise to the cut-off; those
-- still to come from promise to forecast, null without one. forecast_slip_days: promise to forecast of all that are open.
create or replace macro schedule_of(f, chosen) as table
select
    m.entity,
    m.unit_id,
    m.project_code,
    m.project_name,
    m.level_id,
    m.sector,
    m.leader,
    m.is_focus,
    m.milestone_kind,
    m.milestone_name,
    m.milestone_order,
    m.promised_date,
    case when not m.is_done then m.forecast_date end as forecast_date,
    case when m.is_done then m.actual_date end as actual_date,
    m.slip_reason,
    m.is_done,
    m.is_overdue,
    m.promised_date <= f['cut_off'] as is_due,
    m.is_done and m.actual_date <= m.promised_date as is_on_time,
    case
        when m.is_done then date_diff('day', m.promised_date, m.actual_date)
        when m.is_overdue then date_diff('day', m.promised_date, f['cut_off'])
        else date_diff('day', m.promised_date, m.forecast_date)
    end as slip_days,
    case when not m.is_done then date_diff('day', m.promised_date, m.forecast_date) end as forecast_slip_days,
    case
        when m.is_done and m.actual_date <= m.promised_date then 'on_time'
        when m.is_done then 'late'
        when m.is_overdue then 'overdue'
        when m.forecast_date > m.promised_date then 'expected_late'
        else 'ahead'
    end as milestone_state
from milestones_of(f) m
where chosen = 'all'
    or (chosen = 'focus' and m.is_focus)
    or (chosen = 'provincial' and m.level_id = 'provincial');

-- One row per decision of a meeting that is the truth at f.month, of the units that have to act.
create or replace macro items_of(f) as table
select
    x.*,
    coalesce(x.done_date <= f['cut_off'], false) as is_done,
    coalesce(x.due_date <= f['cut_off'], false) and not coalesce(x.done_date <= f['cut_off'], false) as is_overdue,
    n.* exclude (named)
from dispatch_item x
join truth_of(f, 'item') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], coalesce(x.owner_unit_id, x.unit_id)))
    and (n.named is not null or counts_unnamed(f));

-- One row per day on which the progress of a project on the list was noted, up to the end of f.month.
create or replace macro notes_of(f) as table
select x.*, n.* exclude (named)
from progress_note x
join truth_of(f, 'note') t on t.entity = x.entity and t.submission_id = x.submission_id
join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and x.noted_on <= f['cut_off'];

-- The last day, up to the end of f.month, on which the progress of anything in the city was noted: staleness counts from it.
create or replace macro noted_until(f) as (
    select max(x.noted_on)
    from progress_note x
    join truth_of(f, 'note') t on t.entity = x.entity and t.submission_id = x.submission_id
    where x.city = f['city'] and x.noted_on <= f['cut_off']
);

-- One row per day of the years that the city's calendar of working days knows.
create or replace macro workdays_of(f) as table
select w.day, w.is_workday, w.workday_no
from workday w
join city c on c.holidays = w.holidays
where c.city = f['city'];

-- Yes where the city's calendar knows every working day between two days; a null day makes it null.
create or replace macro workday_known(f, first_day, last_day) as
    first_day >= (select min(w.day) from workdays_of(f) w)
    and last_day <= (select max(w.day) from workdays_of(f) w);

-- One row per problem of one ledger: where it stands in the loop on f.cut_off, and its working days on the city's calendar.
-- A problem without a stated limit is due general_days after it was assigned, a hard one when it says. Working days count
-- from the day after; they are null where the calendar does not know a year. Steps: collected, assigned, overdue, reopened
-- (open again), resolved, confirmed.
create or replace macro problem_steps_of(f, wanted) as table
with allowed as (
    select
        max(l.working_days) filter (where l.limit_kind = 'general_min_days') as general_min_days,
        max(l.working_days) filter (where l.limit_kind = 'general_days') as general_days,
        max(l.working_days) filter (where l.limit_kind = 'plan_days') as plan_days
    from problem_limit l
    where l.city = f['city']
),
workdays as materialized (
    select w.day, w.is_workday, w.workday_no
    from workdays_of(f) w
),
dated as (
    select
        p.*,
        p.is_resolved or p.is_reopened or coalesce(p.assigned_date <= f['cut_off'], false) as is_assigned,
        coalesce(case when p.assigned_date <= f['cut_off'] then p.assigned_date end, p.raised_date) as clock_date,
        case when p.is_resolved then p.resolved_date else cast(f['cut_off'] as date) end as until_date,
        case when p.plan_date <= f['cut_off'] then p.plan_date end as planned_date,
        coalesce(p.is_resolved and p.confirmed_date <= f['cut_off'], false) as is_confirmed,
        a.general_min_days,
        a.general_days,
        a.plan_days
    from problems_of(f) p
    cross join allowed a
    where p.ledger = wanted
),
counted as (
    select
        d.*,
        coalesce(d.due_date, case when coalesce(d.severity, 'general') <> 'hard' then rule.day end) as limit_date,
        d.due_date is null as is_limit_missing,
        until.workday_no - raised.workday_no as open_days,
        until.workday_no - clock.workday_no as taken_days,
        until.workday_no as until_no,
        planned.workday_no - clock.workday_no as plan_taken_days
    from dated d
    left join workdays raised on raised.day = d.raised_date
    left join workdays clock on clock.day = d.clock_date
    left join workdays until on until.day = d.until_date
    left join workdays planned on planned.day = d.planned_date
    left join workdays rule on rule.is_workday and rule.workday_no = clock.workday_no + d.general_days
)
select
    c.* exclude (until_no),
    coalesce(c.limit_date < c.until_date, false) as is_late,
    case when c.limit_date < c.until_date then c.until_no - due.workday_no end as late_days,
    case
        when c.is_confirmed then 'confirmed'
        when c.is_resolved then 'resolved'
        when c.is_reopened then 'reopened'
        when c.limit_date < c.until_date then 'overdue'
        when c.is_assigned then 'assigned'
        else 'collected'
    end as step
from counted c
left join workdays due on due.day = c.limit_date;

-- One row per project of every list: what became of it in the fiscal year up to f.month.
-- is_reserve: on a list beside the main one, and not begun.
create or replace macro life(f) as table
select
    p.*,
    p.list_kind = c.main_list as is_listed,
    coalesce(p.in_statistics_date between f['year_start'] and f['cut_off'], false) as is_admitted,
    coalesce(p.actual_start_date between f['year_start'] and f['cut_off'], false) as is_started,
    coalesce(p.actual_start_date <= f['cut_off'], false)
        and not coalesce(p.actual_finish_date <= f['cut_off'], false)
        and coalesce(p.status, '') <> 'suspended' as is_building,
    coalesce(p.actual_finish_date between f['year_start'] and f['cut_off'], false) as is_finished,
    coalesce(p.commission_date between f['year_start'] and f['cut_off'], false) as is_commissioned,
    coalesce(p.full_capacity_date between f['year_start'] and f['cut_off'], false) as is_full_capacity,
    p.list_kind <> c.main_list and not coalesce(p.actual_start_date <= f['cut_off'], false) as is_reserve
from every_list(f) p
join city c on c.city = p.city;

-- One row per stay of a project in a step of the pipeline, up to f.month.
-- by_what: batch, or stage (of reserve projects); steps: the ids of the steps in the order in which projects advance, with
-- commas. since: the first day of the first month whose return stated the step; is_since_unknown: that is the first month
-- that states the project at all, so the step began earlier. left_from: the month that no longer states the step.
-- A reserve project that came onto the main list has the next step 'listed'.
create or replace macro stays(f, by_what, steps) as table
with step as (
    select s.step, list_position(string_split(steps, ','), s.step) as step_order
    from (select unnest(string_split(steps, ',')) as step) s
),
stated as (
    select
        h.entity,
        h.valid_from,
        h.valid_until,
        h.list_kind,
        h.total_investment,
        case
            when coalesce(h.status, '') = 'removed' then 'removed'
            when by_what = 'batch' then h.batch
            else coalesce(h.stage, case when h.list_kind = c.main_list then 'listed' end)
        end as step
    from history(f) h
    join city c on c.city = h.city
),
turned as (
    select
        t.*,
        t.step is distinct from lag(t.step) over (partition by t.entity order by t.valid_from) as is_turn
    from stated t
),
numbered as (
    select
        t.*,
        count(*) filter (where t.is_turn) over (partition by t.entity order by t.valid_from) as stay_no
    from turned t
),
stay as (
    select
        n.entity,
        n.stay_no,
        any_value(n.step) as step,
        min(n.valid_from) as since,
        max(n.valid_until) as until,
        arg_max(n.list_kind, n.valid_from) as list_kind,
        arg_max(n.total_investment, n.valid_from) as total_investment
    from numbered n
    group by n.entity, n.stay_no
),
followed as (
    select
        s.*,
        lead(s.step) over (partition by s.entity order by s.stay_no) as next_step,
        lead(s.since) over (partition by s.entity order by s.stay_no) as next_since
    from stay s
)
select
    f2.entity,
    f2.stay_no,
    f2.step,
    s.step_order,
    f2.list_kind,
    f2.total_investment,
    f2.since,
    f2.stay_no = 1 as is_since_unknown,
    f2.next_since is null and f2.until > f['month'] as is_present,
    coalesce(f2.next_since, case when f2.until <= f['month'] then f2.until end) as left_from,
    f2.next_step,
    coalesce(f2.next_step = 'listed' or n.step_order > s.step_order, false) as is_moved_on,
    coalesce(n.step_order < s.step_order, false) as is_moved_back
from followed f2
join step s on s.step = f2.step
left join step n on n.step = f2.next_step;

-- One row per annual target and month of the fiscal year: what its time path asks by the end of the month, and what was
-- reached by then (null in months to come), both in the target's own unit.
-- paths: the profile's time paths, "measure@month=share,month=share|measure@..."; a measure without one, and a target due
-- before its path ends, run in a straight line from nothing to the whole in the month of by_date.
-- What is set for the city itself counts everything; what is set for another unit counts that unit.
create or replace macro target_months(f, paths) as table
with goal as (
    select
        t.entity,
        t.measure,
        t.target_unit_id,
        coalesce(u.unit_kind = 'city', false) as is_city,
        cast(t.target_value as double) as target_value,
        t.measure_unit,
        t.by_date,
        coalesce(d.month_no, 12) as due_month_no,
        case t.measure_unit when '亿元' then 10000 else 1 end as stored_per_unit
    from targets_of(f) t
    left join unit u on u.city = t.city and u.unit_id = t.target_unit_id
    left join calendar d on d.city = t.city and d.period = date_trunc('month', t.by_date) and d.fiscal_year = f['fiscal_year']
),
point as (
    select
        split_part(one, '@', 1) as measure,
        cast(split_part(knot, '=', 1) as integer) as month_no,
        cast(split_part(knot, '=', 2) as double) as share
    from (
        select one, unnest(string_split(split_part(one, '@', 2), ',')) as knot
        from (select unnest(string_split(paths, '|')) as one)
        where one <> ''
    )
),
spine as (
    select c.period, c.month_no
    from calendar c
    where c.city = f['city'] and c.fiscal_year = f['fiscal_year']
),
leg as (
    select
        g.entity,
        s.month_no,
        max(p.month_no) as last_no,
        coalesce(max(p.month_no) filter (where p.month_no <= s.month_no), 0) as before_no,
        coalesce(arg_max(p.share, p.month_no) filter (where p.month_no <= s.month_no), 0) as before_share,
        min(p.month_no) filter (where p.month_no >= s.month_no) as after_no,
        arg_min(p.share, p.month_no) filter (where p.month_no >= s.month_no) as after_share
    from goal g
    cross join spine s
    join point p on p.measure = g.measure
    group by g.entity, s.month_no
),
project as materialized (
    select
        p.entity,
        p.unit_id,
        p.is_planned_start,
        p.is_started,
        p.is_finished_this_year,
        greatest(p.actual_start_date, f['year_start']) as actual_start_date,
        p.actual_finish_date,
        case when p.in_statistics_date between f['year_start'] and f['cut_off'] then p.in_statistics_date end as in_statistics_date
    from as_of(f) p
),
event as (
    select 'starts' as measure, unit_id, actual_start_date as happened_date, 1 as amount from project where is_started
    union all
    select 'completions', unit_id, actual_finish_date, 1 from project where is_finished_this_year
    union all
    select 'signed_total', unit_id, coalesce(signed_date, period), agreed_total from signings_of(f)
    union all
    select 'signed_count', unit_id, coalesce(signed_date, period), 1 from signings_of(f)
),
counted as (
    select 'plan_year' as measure, m.split_key as unit_id, m.period, m.invested_ytd as value
    from money(struct_update(f, split := 'unit')) m
    union all
    -- What statistics accepted this year of the projects that they admitted this year.
    select 'in_statistics_total', p.unit_id, s.period, sum(i.stat_ytd)
    from project p
    join spine s on last_day(s.period) >= p.in_statistics_date and s.period <= f['month']
    join investment_piece i on i.city = f['city']
        and i.entity = p.entity
        and i.list_kind = f['list_kind']
        and i.valid_from <= s.period
        and i.valid_until > s.period
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
    where p.in_statistics_date is not null
    group by p.unit_id, s.period
    union all
    select e.measure, e.unit_id, s.period, sum(e.amount)
    from event e
    join spine s on s.period >= date_trunc('month', e.happened_date)
    group by e.measure, e.unit_id, s.period
),
planned as (
    select unit_id, count(*) as planned_count
    from project
    where is_planned_start
    group by unit_id
),
reached as (
    select g.entity, c.period, sum(c.value) as value
    from goal g
    join counted c on c.measure = case g.measure when 'start_share' then 'starts' else g.measure end
        and (g.is_city or c.unit_id = g.target_unit_id)
    group by g.entity, c.period
),
promised as (
    select g.entity, sum(p.planned_count) as planned_count
    from goal g
    join planned p on g.is_city or p.unit_id = g.target_unit_id
    where g.measure = 'start_share'
    group by g.entity
),
-- What nothing else counts is what the return itself says, as it stood in each month.
said as (
    select x.entity, s.period, cast(x.done_value as double) as value
    from unit_target x
    join statement_interval i on i.kind = 'target' and i.city = x.city and i.entity = x.entity and i.submission_id = x.submission_id
    join spine s on s.period >= i.valid_from and s.period < i.valid_until and s.period <= f['month']
    where x.city = f['city']
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
        and x.done_value is not null
)
select
    g.entity,
    g.measure,
    g.target_unit_id,
    g.is_city,
    g.target_value,
    g.measure_unit,
    g.by_date,
    g.due_month_no,
    s.period,
    s.month_no,
    case
        when s.month_no >= g.due_month_no then 1
        when l.last_no is null or l.last_no > g.due_month_no then cast(s.month_no as double) / g.due_month_no
        when l.after_no is null or l.after_no = l.before_no then l.before_share
        else l.before_share
            + (l.after_share - l.before_share) * (s.month_no - l.before_no) / cast(l.after_no - l.before_no as double)
    end as path_share,
    case
        when s.period > f['month'] then null
        when g.measure = 'start_share' then 100 * coalesce(cast(r.value as double), 0) / nullif(p.planned_count, 0)
        when g.measure = 'plan_year' then cast(r.value as double) / g.stored_per_unit
        when g.measure in ('starts', 'completions', 'in_statistics_total', 'signed_total', 'signed_count')
            then coalesce(cast(r.value as double), 0) / g.stored_per_unit
        else d.value
    end as done_value
from goal g
cross join spine s
left join leg l on l.entity = g.entity and l.month_no = s.month_no
left join reached r on r.entity = g.entity and r.period = s.period
left join promised p on p.entity = g.entity
left join said d on d.entity = g.entity and d.period = s.period;
