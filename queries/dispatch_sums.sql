-- What do meetings and their decisions add up to, for the sentence that answers?
-- decision_count = decision_done_count + decision_open_count; overdue ones are among the open. carried: open, came back at least once.
-- One row.
with item as (
    select x.is_done, x.is_overdue, m.held_date
    from items_of($f) x
    left join meetings_of(struct_update($f, units := null)) m on m.entity = x.meeting_code
    where not coalesce(x.done_date < $f.year_start, false)
),
held as (
    select count(*) as meeting_count, max(held_date) as last_date
    from meetings_of(struct_update($f, units := null))
)
select
    h.meeting_count,
    h.last_date,
    $f.cut_off as cut_off_date,
    count(i.is_done) as decision_count,
    count(*) filter (where i.is_done) as decision_done_count,
    count(*) filter (where not i.is_done) as decision_open_count,
    count(*) filter (where i.is_overdue) as decision_overdue_count,
    count(*) filter (where not i.is_done and coalesce(i.held_date < h.last_date, h.last_date is not null)) as decision_carried_count
from held h
left join item i on true
group by h.meeting_count, h.last_date
order by h.meeting_count
