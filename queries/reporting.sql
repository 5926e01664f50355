-- Who has reported the month's money, who is late, and whose return raised warnings?
-- One row per unit that owes a return.
with due as (
    select
        cast($f.month as date) as period,
        cast(cast($f.month as date) + interval 1 month as date) + (d.due_day - 1) as due_on
    from unit_deadline d
    where d.city = $f.city
),
filed as (
    select r.unit_id, min(r.received_at) as first_at, max(r.received_at) as received_at,
        count(distinct r.submission_id) as submission_count, arg_max(r.submission_id, r.received_at) as submission_id
    from reported r
    where r.city = $f.city and r.kind = 'investment' and r.period = $f.month and r.known_from <= $f.known_on
    group by r.unit_id
),
found as (
    select submission_id, count(*) as issue_count
    from issue
    group by submission_id
)
select
    u.unit_id,
    u.unit_kind,
    f.unit_id is not null as has_reported,
    f.received_at,
    coalesce(cast(f.first_at as date) > d.due_on, false) as is_late,
    coalesce(f.submission_count, 0) as submission_count,
    coalesce(i.issue_count, 0) as issue_count,
    d.due_on
from unit u
cross join due d
left join filed f on f.unit_id = u.unit_id
left join found i on i.submission_id = f.submission_id
where u.city = $f.city and u.is_expected
order by u.unit_order
