-- How far are the problems of one ledger ($ledger) resolved, how fast, and do they come back? For all, each unit, kind and department.
-- problem_share: resolved of collected. problem_settled_count: resolved at least once, the denominator of problem_reopened_share.
-- problem_age_days and problem_oldest_days: working days since collection, of open problems (half of them are that old or younger).
-- problem_general_count: ordinary problems resolved whose working days are known; problem_in_limit_count: within the city's limit.
-- problem_hard_count: hard ones whose plan was due or is here; problem_plan_count: plan within the limit.
-- cause_share adds up the kinds from the most frequent on; is_vital marks those that reach four fifths.
-- One row per cut (all, unit, kind, department) and key, the lowest resolution rate first.
with problem as materialized (
    select
        p.unit_id,
        p.problem_kind,
        p.department,
        p.is_resolved,
        p.is_reopened,
        p.is_late,
        p.is_limit_missing,
        p.open_days,
        p.taken_days,
        p.plan_taken_days,
        p.general_min_days,
        p.general_days,
        p.plan_days,
        p.raised_date,
        coalesce(p.severity, 'general') = 'hard' as is_hard
    from problem_steps_of($f, $ledger) p
),
cut as (
    select
        c.cut,
        coalesce(
            case c.cut
                when 'unit' then p.unit_id
                when 'kind' then p.problem_kind
                when 'department' then p.department
            end,
            ''
        ) as key,
        p.*
    from problem p
    cross join (select unnest(['all', 'unit', 'kind', 'department']) as cut) c
),
counted as (
    select
        cut,
        key,
        count(*) as problem_collected_count,
        count(*) filter (where is_resolved) as problem_resolved_count,
        count(*) filter (where not is_resolved) as problem_open_count,
        count(*) filter (where not is_resolved and is_late) as problem_overdue_count,
        count(*) filter (where is_resolved or is_reopened) as problem_settled_count,
        count(*) filter (where is_reopened) as problem_reopened_count,
        count(*) filter (where is_limit_missing) as problem_unlimited_count,
        quantile_disc(open_days, 0.5) filter (where not is_resolved) as problem_age_days,
        max(open_days) filter (where not is_resolved) as problem_oldest_days,
        quantile_disc(taken_days, 0.5) filter (where is_resolved) as problem_taken_days,
        count(*) filter (where not is_hard and is_resolved and taken_days is not null and general_days is not null) as problem_general_count,
        count(*) filter (where not is_hard and is_resolved and taken_days <= general_days) as problem_in_limit_count,
        count(*) filter (where not is_hard and is_resolved and taken_days <= general_min_days) as problem_quick_count,
        count(*) filter (where is_hard and (plan_taken_days is not null or taken_days > plan_days)) as problem_hard_count,
        count(*) filter (where is_hard and plan_taken_days <= plan_days) as problem_plan_count,
        max(general_min_days) as general_min_days,
        max(general_days) as general_days,
        max(plan_days) as plan_days,
        min(raised_date) as first_raised_date,
        coalesce(bool_and(open_days is not null) filter (where raised_date is not null), true) as is_calendar_known
    from cut
    group by cut, key
),
added as (
    select
        c.*,
        sum(c.problem_collected_count) over (
            partition by c.cut order by c.problem_collected_count desc, c.key
        ) as running_count,
        sum(c.problem_collected_count) over (partition by c.cut) as total_count
    from counted c
)
select
    a.cut,
    a.key,
    a.problem_collected_count,
    a.problem_resolved_count,
    cast(a.problem_resolved_count as double) / nullif(a.problem_collected_count, 0) as problem_share,
    a.problem_open_count,
    a.problem_overdue_count,
    a.problem_age_days,
    a.problem_oldest_days,
    a.problem_taken_days,
    a.problem_settled_count,
    a.problem_reopened_count,
    cast(a.problem_reopened_count as double) / nullif(a.problem_settled_count, 0) as problem_reopened_share,
    a.problem_general_count,
    a.problem_quick_count,
    a.problem_in_limit_count,
    cast(a.problem_in_limit_count as double) / nullif(a.problem_general_count, 0) as problem_in_limit_share,
    a.problem_hard_count,
    a.problem_plan_count,
    cast(a.problem_plan_count as double) / nullif(a.problem_hard_count, 0) as problem_plan_share,
    a.problem_unlimited_count,
    cast(a.problem_collected_count as double) / a.total_count as part_share,
    cast(a.running_count as double) / a.total_count as cause_share,
    cast(a.running_count - a.problem_collected_count as double) / a.total_count < 0.8e0 as is_vital,
    a.general_min_days,
    a.general_days,
    a.plan_days,
    a.is_calendar_known,
    (select c.holidays from city c where c.city = $f.city) as holidays,
    a.first_raised_date,
    cast($f.cut_off as date) as cut_off,
    least(cast($f.cut_off as date), r.known_from) as register_as_of,
    null::date as invested_as_of
from added a
cross join (
    select max(r.known_from) as known_from
    from reported r
    where r.city = $f.city and r.kind = 'problem' and r.period <= $f.month and r.known_from <= $f.known_on
) r
order by a.cut, problem_share, a.problem_open_count desc, a.key
