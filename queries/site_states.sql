-- How many projects are in each pace state, and how many of them have a position on the map?
-- One row per pace state.
select
    p.pace_state,
    count(*) as project_count,
    count(p.lon) as located_count,
    sum(p.total_investment) as total_investment,
    sum(p.gap_amount) as gap_amount
from as_of($f) p
group by p.pace_state
order by p.pace_state
