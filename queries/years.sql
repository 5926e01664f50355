-- How does this year's investment compare with earlier years, month by month?
-- Each year's plan is the plan of the list that was the truth in its last month with money returns.
-- One row per fiscal year and month with money returns.
with now as (
    select c.fiscal_year
    from calendar c
    where c.city = $f.city and c.period = $f.month
),
ends as (
    select c.fiscal_year, max(r.period) as last_month
    from reported r
    join calendar c on c.city = r.city and c.period = r.period
    where r.city = $f.city and r.kind = 'investment' and r.known_from <= $f.known_on and r.period <= $f.month
    group by c.fiscal_year
),
filed as (
    select distinct c.fiscal_year, r.period, c.month_no
    from reported r
    join calendar c on c.city = r.city and c.period = r.period
    where r.city = $f.city and r.kind = 'investment' and r.known_from <= $f.known_on and r.period <= $f.month
),
kept as (
    select i.valid_from, i.valid_until, i.invested_ytd
    from investment_piece i
    where i.city = $f.city
        and i.list_kind = $f.list_kind
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
        and ($f.units is null or list_contains($f.units, i.unit_id))
        and ($f.sectors is null or list_contains($f.sectors, i.sector))
        and ($f.batches is null or list_contains($f.batches, i.batch))
        and ($f.level is null or i.level_rank <= $f.level_rank)
        and (($f.search is null and $f.project is null) or i.entity in (select entity from scope($f)))
),
planned as (
    select e.fiscal_year, sum(p.plan_year) as plan_year
    from ends e
    join project_state p on p.valid_from <= e.last_month and p.valid_until > e.last_month
    where p.city = $f.city
        and p.list_kind = $f.list_kind
        and p.known_from <= $f.known_on
        and p.known_until > $f.known_on
        and coalesce(p.status, '') <> 'removed'
        and ($f.units is null or list_contains($f.units, p.unit_id))
        and ($f.sectors is null or list_contains($f.sectors, p.sector))
        and ($f.batches is null or list_contains($f.batches, p.batch))
        and ($f.level is null or p.level_rank <= $f.level_rank)
        and (($f.search is null and $f.project is null) or p.entity in (select entity from scope($f)))
    group by e.fiscal_year
)
select
    s.fiscal_year,
    s.month_no,
    s.period,
    sum(k.invested_ytd) as invested_ytd,
    max(p.plan_year) as plan_year,
    cast(sum(k.invested_ytd) as double) / nullif(cast(max(p.plan_year) as double), 0) as invested_share
from filed s
join kept k on k.valid_from <= s.period and k.valid_until > s.period
left join planned p on p.fiscal_year = s.fiscal_year
group by s.fiscal_year, s.month_no, s.period
order by s.fiscal_year, s.month_no
