-- Which decisions of meetings are open, overdue or done, and at how many later meetings did each come back?
-- A decision comes back at every meeting, of any kind, held after its own and before it was done: carried_count.
-- Those done before this fiscal year are left out. days_overdue: calendar days past the due date, until done or the cut-off.
-- One row per decision: overdue ones first, then those that came back most often.
with meeting as (
    select entity, held_date, meeting_kind
    from meetings_of(struct_update($f, units := null))
)
select
    x.entity,
    case when x.is_overdue then 'overdue' when x.is_done then 'done' else 'open' end as decision_state,
    x.decision,
    x.owner_unit_id,
    x.department,
    x.due_date,
    x.done_date,
    case when x.due_date < least(coalesce(x.done_date, $f.cut_off), $f.cut_off)
        then date_diff('day', x.due_date, least(coalesce(x.done_date, $f.cut_off), $f.cut_off)) end as days_overdue,
    count(n.entity) as carried_count,
    any_value(m.held_date) as held_date,
    any_value(m.meeting_kind) as meeting_kind,
    x.project_code,
    x.project_name
from items_of($f) x
left join meeting m on m.entity = x.meeting_code
left join meeting n on n.held_date > coalesce(m.held_date, date '1900-01-01')
    and (not x.is_done or x.done_date > n.held_date)
where not coalesce(x.done_date < $f.year_start, false)
group by x.entity, x.is_overdue, x.is_done, x.decision, x.owner_unit_id, x.department, x.due_date, x.done_date, x.project_code,
    x.project_name
order by x.is_overdue desc, x.is_done, carried_count desc, x.due_date nulls last, x.entity
