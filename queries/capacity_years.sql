-- Of what finished since the year that the city names, how much is in use and at full capacity, by year of completion?
-- Every list; where the city names no year, the fiscal year alone counts.
-- One row per year of completion, and one (finish_year null) for all of them, last.
with finished as (
    select
        year(p.actual_finish_date) as finish_year,
        p.total_investment,
        coalesce(p.commission_date <= $f.cut_off, false) as is_commissioned,
        coalesce(p.full_capacity_date <= $f.cut_off, false) as is_full,
        p.full_capacity_date is not null as is_stated,
        date_diff('day', coalesce(p.commission_date, p.actual_finish_date), p.full_capacity_date) as days
    from every_list($f) p
    join city c on c.city = p.city
    where p.actual_finish_date <= $f.cut_off
        and year(p.actual_finish_date) >= coalesce(c.full_capacity_since, $f.fiscal_year)
)
select
    d.finish_year,
    count(*) as followed_count,
    cast(sum(d.total_investment) as decimal(18, 2)) as followed_total,
    count(*) filter (where d.is_commissioned) as in_use_count,
    count(*) filter (where d.is_full) as full_capacity_count,
    count(*) - count(*) filter (where d.is_full) as not_full_count,
    cast(coalesce(sum(d.total_investment) filter (where not d.is_full), 0) as decimal(18, 2)) as not_full_total,
    cast(count(*) filter (where d.is_full) as double) / nullif(count(*), 0) as full_capacity_share,
    cast(median(d.days) filter (where d.is_full) as double) as full_median_days,
    min(d.finish_year) as first_year
from finished d
group by grouping sets ((), (d.finish_year))
having count(*) > 0
order by grouping(d.finish_year), d.finish_year
