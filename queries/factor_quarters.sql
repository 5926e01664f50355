-- By when is each factor needed, and how much of it is secured?
-- quarter: first day of the calendar quarter in which it is needed; null where the need states no date. is_past: the quarter
-- ended by the cut-off. covered + missing = needed.
-- One row per factor and quarter.
with need as (
    select
        x.factor_kind as factor,
        x.project_code,
        x.project_count,
        cast(date_trunc('quarter', x.needed_by) as date) as quarter,
        coalesce(x.needed, 0) as needed,
        least(coalesce(x.secured, 0), coalesce(x.needed, 0)) as covered,
        greatest(coalesce(x.needed, 0) - coalesce(x.secured, 0), 0) as missing
    from factors_of($f) x
    where x.line_kind = 'need'
)
select
    n.factor,
    n.quarter,
    cast(count(distinct n.project_code) + coalesce(sum(n.project_count) filter (where n.project_code is null), 0) as bigint)
        as asking_count,
    count(distinct n.project_code) filter (where n.missing > 0) as short_project_count,
    sum(n.needed) as needed,
    sum(n.covered) as covered,
    sum(n.missing) as missing,
    coalesce(n.quarter + interval 3 month <= $f.cut_off + interval 1 day, false) as is_past
from need n
group by n.factor, n.quarter
order by n.factor, n.quarter nulls last
