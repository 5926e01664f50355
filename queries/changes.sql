-- What each return changed in a project's total investment and promised finish.
-- A value left blank changes nothing: the change is counted from the last value known before, and is null
-- where no value was known before or none is stated now.
-- skipped_count: returns of the same unit and form in between that did not list the project.
-- One row per project and consecutive pair of submissions that state it, in order.
with returned as (
    select
        r.submission_id,
        r.period,
        r.received_at,
        row_number() over (partition by r.unit_id, r.form order by r.period, r.received_at, r.submission_id) as ordinal
    from reported r
    where r.kind = 'project'
        and r.city = $f.city
        and r.period <= $f.month
        and r.known_from <= $f.known_on
),
stated as (
    select
        v.entity,
        v.project_code,
        v.project_name,
        v.unit_id,
        v.submission_id,
        r.period,
        r.received_at,
        r.ordinal,
        v.total_investment,
        v.plan_finish_date
    from project_version v
    join returned r on r.submission_id = v.submission_id
    where v.city = $f.city
        and v.list_kind = $f.list_kind
        and ($f.project is null or v.entity = $f.project)
),
known as (
    select
        s.entity,
        s.project_code,
        s.project_name,
        s.unit_id,
        s.submission_id,
        s.period,
        s.received_at,
        s.total_investment,
        s.plan_finish_date,
        lag(s.period) over (partition by s.entity order by s.period, s.received_at, s.submission_id) as period_before,
        s.ordinal - lag(s.ordinal) over (partition by s.entity order by s.period, s.received_at, s.submission_id) - 1
            as skipped_count,
        last_value(s.total_investment ignore nulls) over (
            partition by s.entity order by s.period, s.received_at, s.submission_id
            rows between unbounded preceding and 1 preceding
        ) as total_investment_before,
        last_value(s.plan_finish_date ignore nulls) over (
            partition by s.entity order by s.period, s.received_at, s.submission_id
            rows between unbounded preceding and 1 preceding
        ) as plan_finish_date_before
    from stated s
)
select
    k.entity,
    k.project_code,
    k.project_name,
    k.unit_id,
    k.submission_id,
    k.period_before,
    k.period,
    k.received_at,
    k.skipped_count,
    k.total_investment_before,
    k.total_investment,
    k.total_investment - k.total_investment_before as total_investment_change,
    k.plan_finish_date_before,
    k.plan_finish_date,
    date_diff('day', k.plan_finish_date_before, k.plan_finish_date) as plan_finish_change_days
from known k
where k.period_before is not null
order by k.entity, k.period, k.received_at, k.submission_id
