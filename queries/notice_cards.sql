-- Which units stand green, yellow and red in the public notice, by a neutral rule until the city sets its own?
-- Green: at or ahead of time. Yellow: behind it by less than $red_points percentage points. Red: by that much or more.
-- The gap is the one that is printed: $is_rounded = 1 takes it from the printed shares, 0 from the unrounded ones,
-- both half up to $decimals decimals of a percentage point, so that no card contradicts the figure beside it.
-- card is null for a unit without an annual plan or without a return.
-- One row per unit, the furthest ahead first.
with share as (
    select
        k.key as unit_id,
        k.completion_share,
        k.pace_gap,
        cast(100 * k.completion_share as decimal(28, 12)) as done,
        cast(100 * k.time_share as decimal(28, 12)) as due
    from kpi($f, ['unit']) k
    where k.cut = 'unit'
),
printed as (
    select
        s.unit_id,
        s.completion_share,
        s.pace_gap,
        case
            when $is_rounded = 1 then round(s.done, $decimals) - round(s.due, $decimals)
            else round(s.done - s.due, $decimals)
        end as gap
    from share s
)
select
    p.unit_id,
    p.completion_share,
    p.pace_gap,
    case
        when p.gap >= 0 then 'green'
        when p.gap > -$red_points then 'yellow'
        when p.gap is not null then 'red'
    end as card
from printed p
join unit u on u.city = $f.city and u.unit_id = p.unit_id
order by p.gap desc nulls last, u.unit_order
