-- The closed loop of problems against working-day limits.

-- One row per problem of one ledger: where it stands in the loop on f.cut_off, and its working days on the city's calendar.
-- A problem without a stated limit is due general_days after it was assigned, a hard one when it says. Working days count
-- from the day after; they are null where the calendar does not know a year. Steps: collected, assigned, overdue, reopened
-- (open again), resolved, confirmed.
create or replace macro problem_steps_of(f, wanted) as table
with allowed as (
    select
        max(l.working_days) filter (where l.limit_kind = 'general_min_days') as general_min_days,
        max(l.working_days) filter (where l.limit_kind = 'general_days') as general_days,
        max(l.working_days) filter (where l.limit_kind = 'plan_days') as plan_days
    from problem_limit l
    where l.city = f['city']
),
workdays as materialized (
    select w.day, w.is_workday, w.workday_no
    from workdays_of(f) w
),
dated as (
    select
        p.*,
        p.is_resolved or p.is_reopened or coalesce(p.assigned_date <= f['cut_off'], false) as is_assigned,
        coalesce(case when p.assigned_date <= f['cut_off'] then p.assigned_date end, p.raised_date) as clock_date,
        case when p.is_resolved then p.resolved_date else cast(f['cut_off'] as date) end as until_date,
        case when p.plan_date <= f['cut_off'] then p.plan_date end as planned_date,
        coalesce(p.is_resolved and p.confirmed_date <= f['cut_off'], false) as is_confirmed,
        a.general_min_days,
        a.general_days,
        a.plan_days
    from problems_of(f) p
    cross join allowed a
    where p.ledger = wanted
),
counted as (
    select
        d.*,
        coalesce(d.due_date, case when coalesce(d.severity, 'general') <> 'hard' then rule.day end) as limit_date,
        d.due_date is null as is_limit_missing,
        until.workday_no - raised.workday_no as open_days,
        until.workday_no - clock.workday_no as taken_days,
        until.workday_no as until_no,
        planned.workday_no - clock.workday_no as plan_taken_days
    from dated d
    left join workdays raised on raised.day = d.raised_date
    left join workdays clock on clock.day = d.clock_date
    left join workdays until on until.day = d.until_date
    left join workdays planned on planned.day = d.planned_date
    left join workdays rule on rule.is_workday and rule.workday_no = clock.workday_no + d.general_days
)
select
    c.* exclude (until_no),
    coalesce(c.limit_date < c.until_date, false) as is_late,
    case when c.limit_date < c.until_date then c.until_no - due.workday_no end as late_days,
    case
        when c.is_confirmed then 'confirmed'
        when c.is_resolved then 'resolved'
        when c.is_reopened then 'reopened'
        when c.limit_date < c.until_date then 'overdue'
        when c.is_assigned then 'assigned'
        else 'collected'
    end as step
from counted c
left join workdays due on due.day = c.limit_date;
