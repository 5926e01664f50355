-- The annual targets set for units, in the unit that each is measured in.
-- One row per target.
select
    x.measure as target_measure,
    x.target_unit_id as unit_id,
    x.target_value,
    x.done_value,
    x.measure_unit,
    x.by_date
from targets_of($f) x
order by x.measure, x.entity
