-- What is overdue, and whom does it wait for? Projects by who answers for them, problems by the unit that collected
-- them, decisions of meetings by who has to act. Counts of things that differ are listed side by side, never as one rate.
-- One row per unit for which anything is overdue, most first.
with late_project as (
    select
        p.unit_id,
        count(*) filter (where p.is_overdue_start) as overdue_start_count,
        count(*) filter (where p.is_overdue_finish) as overdue_finish_count,
        max(p.days_overdue) as worst_days
    from as_of($f) p
    where p.is_overdue_start or p.is_overdue_finish
    group by p.unit_id
),
late_problem as (
    select q.unit_id, count(*) as problem_overdue_count, max(q.days_overdue) as worst_days
    from problems_of($f) q
    where q.ledger = 'collected' and not q.is_resolved and q.days_overdue > 0
    group by q.unit_id
),
late_item as (
    select
        coalesce(i.owner_unit_id, i.unit_id) as unit_id,
        count(*) as decision_overdue_count,
        max(date_diff('day', i.due_date, cast($f.cut_off as date))) as worst_days
    from items_of($f) i
    where i.is_overdue
    group by coalesce(i.owner_unit_id, i.unit_id)
),
waited_for as (
    select unit_id from late_project
    union
    select unit_id from late_problem
    union
    select unit_id from late_item
)
select
    w.unit_id,
    coalesce(p.overdue_start_count, 0) as overdue_start_count,
    coalesce(p.overdue_finish_count, 0) as overdue_finish_count,
    coalesce(q.problem_overdue_count, 0) as problem_overdue_count,
    coalesce(i.decision_overdue_count, 0) as decision_overdue_count,
    coalesce(p.overdue_start_count, 0) + coalesce(p.overdue_finish_count, 0)
    + coalesce(q.problem_overdue_count, 0) + coalesce(i.decision_overdue_count, 0) as waiting_count,
    greatest(coalesce(p.worst_days, 0), coalesce(q.worst_days, 0), coalesce(i.worst_days, 0)) as worst_days
from waited_for w
left join late_project p on p.unit_id = w.unit_id
left join late_problem q on q.unit_id = w.unit_id
left join late_item i on i.unit_id = w.unit_id
order by waiting_count desc, worst_days desc, w.unit_id
