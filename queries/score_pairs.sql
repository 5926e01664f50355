-- Which items put one unit before another?
-- $unit, $other: two units of league $league. $scheme, $more: as in query scores. difference: points that $unit has more;
-- the differences add up to that of the two scores (before limits of bonus and penalty).
-- One row per active indicator, in the scheme's order.
with item as (
    select i.place, i.indicator, i.item_group, i.unit_id, i.value, i.target, i.points
    from graded($f, coalesce($scheme, official_scheme($f)), coalesce($more, '{}'), [0]) i
    where i.is_active and i.league = $league and i.unit_id in ($unit, $other)
),
pair as (
    select
        i.place,
        i.indicator,
        any_value(i.item_group) as item_group,
        any_value(i.value) filter (where i.unit_id = $unit) as value,
        any_value(i.value) filter (where i.unit_id = $other) as value_other,
        any_value(i.points) filter (where i.unit_id = $unit) as points,
        any_value(i.points) filter (where i.unit_id = $other) as points_other
    from item i
    group by i.place, i.indicator
)
select
    p.place,
    p.indicator,
    p.item_group,
    p.value,
    p.value_other,
    p.points,
    p.points_other,
    p.points - p.points_other as difference
from pair p
order by p.place
