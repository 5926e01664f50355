-- How has each unit's completion of the annual plan grown month by month, up to the month on screen?
-- One row per unit.
with money as (
    select m.split_key as unit_id, list(m.invested_ytd order by m.period) as invested
    from money(struct_update($f, split := 'unit')) m
    group by m.split_key
),
plan as (
    select p.unit_id, cast(sum(p.plan_year) as double) as plan_year
    from scope($f) p
    group by p.unit_id
)
select
    m.unit_id,
    list_transform(m.invested, lambda v: cast(v as double) / nullif(p.plan_year, 0)) as trend
from money m
join plan p on p.unit_id = m.unit_id
order by m.unit_id
