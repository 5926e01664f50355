-- Which days does a question mean? Resolved once per city, month, day of knowledge and level, and bound into $f,
-- so that no other query has to find them again.
-- money_month is the latest month, up to f.month and in its fiscal year, for which any money was returned.
-- One row.
with now as (
    select c.fiscal_year, c.month_no, c.year_end
    from calendar c
    where c.city = $f.city and c.period = $f.month
),
money as (
    select max(r.period) as period
    from reported r
    join calendar c on c.city = r.city and c.period = r.period
    join now n on n.fiscal_year = c.fiscal_year
    where r.city = $f.city and r.kind = 'investment' and r.period <= $f.month and r.known_from <= $f.known_on
)
select
    n.fiscal_year,
    cast(n.year_end - interval 1 year as date) as year_start,
    n.year_end,
    last_day(cast($f.month as date)) as cut_off,
    m.period as money_month,
    cast(c.month_no as double) / 12 as time_share,
    (select max(l.level_rank) from list_level l where l.city = $f.city and l.level_id = $f.level) as level_rank
from now n
cross join money m
left join calendar c on c.city = $f.city and c.period = m.period
order by n.fiscal_year
