-- Whose progress has not been noted for longer than the city's cadence allows?
-- The shortest cadence that applies to a project counts: of its level of list (and of every level below), focus, other.
-- Where only "other" applies, a monthly return counts as a note of the last day of its month. Days run to the as-of day: the cut-off, or the day on which
-- the latest notes came in, where that is earlier. Finished projects owe no note.
-- has_notes: the city hands in notes at all.
-- One row per project that owes notes, the longest past its cadence first; never noted ones on top.
with noted as (
    select project_code, max(noted_on) as noted_on
    from notes_of($f)
    group by project_code
),
as_of_day as (
    select least($f.cut_off, coalesce(max(r.known_from), $f.cut_off)) as day, count(*) > 0 as has_notes
    from reported r
    where r.city = $f.city and r.kind = 'note' and r.period <= $f.month and r.known_from <= $f.known_on
),
owing as (
    select
        p.entity,
        p.project_name,
        p.unit_id,
        p.leader,
        p.department,
        arg_min(c.cadence_kind, c.days) as cadence_kind,
        min(c.days) as cadence_days,
        greatest(any_value(n.noted_on), case when count(*) = 1 then last_day(any_value(p.reported_period)) end) as noted_on
    from as_of($f) p
    join cadence c on c.city = $f.city
    left join list_level l on l.city = $f.city and l.level_id = c.cadence_kind
    left join noted n on n.project_code = p.entity
    where not p.is_finished
        and (c.cadence_kind = 'other' or (c.cadence_kind = 'focus' and p.is_focus) or p.level_rank <= l.level_rank)
    group by p.entity, p.project_name, p.unit_id, p.leader, p.department
)
select
    o.entity,
    o.cadence_kind,
    o.project_name,
    o.unit_id,
    o.leader,
    o.department,
    o.cadence_days,
    o.noted_on,
    case when o.noted_on is not null then greatest(date_diff('day', o.noted_on, d.day), 0) end as noted_days,
    coalesce(date_diff('day', o.noted_on, d.day) > o.cadence_days, true) as is_stale,
    d.has_notes,
    d.day as as_of_date
from owing o
cross join as_of_day d
order by is_stale desc, o.noted_on is null desc, noted_days - o.cadence_days desc, o.entity
