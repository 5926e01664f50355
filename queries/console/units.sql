-- The units that answer for projects, in the order of the city's lists.
-- One row per unit.
select
    u.unit_id,
    u.name_zh,
    u.name_en,
    u.unit_kind,
    u.division_code,
    u.parent_id,
    u.unit_order,
    u.is_expected
from unit u
where u.city = $f.city
    and ($f.units is null or list_contains($f.units, u.unit_id))
order by u.unit_order
