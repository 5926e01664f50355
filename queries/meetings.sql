-- Which meetings, inspection rounds and rallies were held this fiscal year, and what became of what they decided?
-- A meeting is the city's own: a choice of units narrows its decisions, not the meetings.
-- One row per meeting, latest first.
with item as (
    select
        meeting_code,
        count(*) as decision_count,
        count(*) filter (where not is_done) as decision_open_count
    from items_of($f)
    group by meeting_code
)
select
    m.entity,
    m.held_date,
    m.meeting_kind,
    m.title,
    m.project_count as meeting_project_count,
    i.decision_count,
    i.decision_open_count
from meetings_of(struct_update($f, units := null)) m
left join item i on i.meeting_code = m.entity
order by m.held_date desc nulls last, m.entity
