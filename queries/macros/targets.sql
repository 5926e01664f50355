-- Annual targets by unit and measure, against their paths over the year.

-- One row per annual target that is the truth at f.month, of the units asked for.
create or replace macro targets_of(f) as table
select x.*
from unit_target x
join truth_of(f, 'target') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.target_unit_id));

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
