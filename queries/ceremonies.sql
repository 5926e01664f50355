-- How many start ceremonies were held this fiscal year, with how many projects and how much total investment?
-- A universe of its own: their projects are partly outside the list and are never added to it.
-- One row per kind of ceremony, and one (ceremony_kind 'all') for all of them, last.
select
    coalesce(c.ceremony_kind, 'all') as ceremony_kind,
    count(*) as ceremony_count,
    cast(sum(c.project_count) as bigint) as ceremony_project_count,
    cast(sum(c.total_investment) as decimal(18, 2)) as ceremony_total,
    sum(cast(c.total_investment as double)) / nullif(sum(c.project_count), 0) as ceremony_average,
    min(c.held_date) as first_date,
    max(c.held_date) as last_date
from ceremonies_of($f) c
group by grouping sets ((), (c.ceremony_kind))
having count(*) > 0
order by grouping(c.ceremony_kind), list_position(['provincial', 'mega', 'industry', 'zone'], c.ceremony_kind), ceremony_kind
