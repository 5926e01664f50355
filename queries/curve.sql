-- How do plan, actual and time-proportional investment run through the fiscal year?
-- The plan is the projects' own monthly plan where they state one, else a twelfth a month.
-- Actual figures end with the last month that has money returns; the plan runs to the end of the year.
-- One row per split key and month of the fiscal year.
with spine as (
    select c.period, c.month_no
    from calendar c
    join calendar now on now.city = c.city and now.period = $f.month and now.fiscal_year = c.fiscal_year
    where c.city = $f.city
),
listed as (
    select
        case $f.split
            when 'unit' then p.unit_id
            when 'sector' then p.sector
            when 'batch' then p.batch
            when 'level' then v.level_id
            else ''
        end as split_key,
        p.entity,
        p.plan_year
    from scope($f) p
    left join list_level v on $f.split = 'level' and v.city = $f.city and v.level_rank >= p.level_rank
),
own as (
    select s.entity, s.plan_period, s.plan_amount
    from plan_state s
    join spine m on m.period = s.plan_period
    where s.city = $f.city
        and s.valid_from <= $f.month
        and s.valid_until > $f.month
        and s.known_from <= $f.known_on
        and s.known_until > $f.known_on
),
has_own as (
    select distinct entity
    from own
),
planned as (
    select l.split_key, o.plan_period as period, sum(o.plan_amount) as plan_month
    from listed l
    join own o on o.entity = l.entity
    group by l.split_key, o.plan_period
),
linear as (
    select l.split_key, sum(l.plan_year) as plan_year
    from listed l
    where not exists (select 1 from has_own h where h.entity = l.entity)
    group by l.split_key
),
annual as (
    select l.split_key, sum(l.plan_year) as plan_year
    from listed l
    where l.split_key is not null
    group by l.split_key
),
by_month as (
    select
        a.split_key,
        s.period,
        s.month_no,
        a.plan_year,
        coalesce(p.plan_month, 0) + coalesce(n.plan_year, 0) / 12.0 as plan_month,
        (coalesce(n.plan_year, 0) * s.month_no) / 12.0 as linear_ytd
    from annual a
    cross join spine s
    left join planned p on p.split_key = a.split_key and p.period = s.period
    left join linear n on n.split_key = a.split_key
),
running as (
    select
        b.split_key,
        b.period,
        b.month_no,
        b.plan_year,
        b.plan_month,
        sum(b.plan_month) over (partition by b.split_key order by b.period) as plan_ytd
    from by_month b
)
select
    r.split_key,
    r.period,
    r.month_no,
    cast(r.plan_month as double) as plan_month,
    cast(r.plan_ytd as double) as plan_ytd,
    cast(r.plan_year as double) * r.month_no / 12 as time_ytd,
    m.invested_month,
    m.invested_ytd,
    r.plan_year,
    cast(m.invested_ytd as double) / nullif(cast(r.plan_year as double), 0) as invested_share,
    cast(r.plan_ytd as double) / nullif(cast(r.plan_year as double), 0) as plan_share,
    cast(r.month_no as double) / 12 as time_share,
    m.stat_ytd,
    m.paid_ytd
from running r
left join money($f) m on m.split_key = r.split_key and m.period = r.period
order by r.split_key, r.period
