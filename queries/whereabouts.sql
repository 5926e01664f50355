-- How many projects are on the map, how many of them are late, and which district is furthest behind in money?
-- One row per question.
with division as (
    select p.division_id, sum(p.gap_amount) as gap_amount
    from as_of($f) p
    where p.division_id is not null
    group by p.division_id
)
select
    count(*) as project_count,
    count(coalesce(p.lon, o.lon)) as located_count,
    count(*) - count(coalesce(p.lon, o.lon)) as unplaced_count,
    count(*) filter (where p.pace_state = 'behind') as behind_count,
    count(*) filter (where p.pace_state = 'overdue_start') as overdue_start_count,
    count(*) filter (where p.pace_state = 'overdue_finish') as overdue_finish_count,
    (select arg_min(d.division_id, d.gap_amount) from division d where d.gap_amount < 0) as worst_division_id,
    (select min(d.gap_amount) from division d where d.gap_amount < 0) as worst_gap_amount
from as_of($f) p
left join outlines_of($f) o on o.project_code = p.entity
