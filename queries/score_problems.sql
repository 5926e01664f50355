-- How many problems were to be resolved by now, and how many were in time, as one JSON text like that of query score_measures?
-- The limit is the one stated, else the city's own in working days (macro problem_steps_of). problem_due_count: resolved, or
-- past the limit; problem_on_time_count: resolved by then. What has no limit, or one still to come, counts neither way.
-- A problem counts for the unit that reports it, where its project lies, and for the department that is to solve it.
-- One row.
with solved as (
    select
        p.unit_id,
        p.division_id,
        p.department,
        count(*) as due,
        count(*) filter (where p.is_resolved and not p.is_late) as on_time
    from problem_steps_of($f, 'collected') p
    where p.limit_date is not null and (p.is_resolved or p.limit_date <= $f.cut_off)
    group by p.unit_id, p.division_id, p.department
),
spread as (
    select unnest([
        {'cut': 'unit', 'key': s.unit_id, 'due': s.due, 'on_time': s.on_time},
        {'cut': 'division', 'key': s.division_id, 'due': s.due, 'on_time': s.on_time},
        {'cut': 'department', 'key': s.department, 'due': s.due, 'on_time': s.on_time}
    ], recursive := true)
    from solved s
),
keyed as (
    select
        s.cut,
        s.key,
        json_object('problem_due_count', cast(sum(s.due) as bigint), 'problem_on_time_count', cast(sum(s.on_time) as bigint)) as found
    from spread s
    where s.key is not null
    group by s.cut, s.key
),
cut as (
    select k.cut, json_group_object(k.key, k.found) as found
    from keyed k
    group by k.cut
)
select coalesce(cast(json_group_object(c.cut, c.found) as varchar), '{}') as measures
from cut c
