-- Which units lead and which lag this month, and who moved?
-- The score is fixed for now: 60 points for the annual completion rate against time (at most 1.2 times time),
-- 25 for starts among those due, 15 for problems resolved; a part without anything to measure counts as met.
-- Rank: score, then completion rate, then the profile's own order of units.
-- has_reported is null for a unit that owes no monthly return and has handed in none.
-- One row per unit.
with scored as (
    select
        k.*,
        60 * least(coalesce(k.completion_share / nullif(k.time_share, 0), 1), 1.2e0)
        + 25 * coalesce(1 - cast(k.overdue_start_count as double) / nullif(k.due_start_count, 0), 1)
        + 15 * coalesce(k.problem_share, 1) as score
    from kpi($f, ['unit']) k
    where k.cut = 'unit'
),
before as (
    select
        k.key,
        k.completion_share,
        60 * least(coalesce(k.completion_share / nullif(k.time_share, 0), 1), 1.2e0)
        + 25 * coalesce(1 - cast(k.overdue_start_count as double) / nullif(k.due_start_count, 0), 1)
        + 15 * coalesce(k.problem_share, 1) as score
    from kpi($before, ['unit']) k
    where k.cut = 'unit' and k.invested_as_of is not null
),
ranked as (
    select s.*, rank() over (order by s.score desc, s.completion_share desc nulls last, u.unit_order) as rank, u.unit_kind, u.unit_order, u.is_expected
    from scored s
    join unit u on u.city = $f.city and u.unit_id = s.key
),
ranked_before as (
    select b.*, rank() over (order by b.score desc, b.completion_share desc nulls last, u.unit_order) as rank
    from before b
    join unit u on u.city = $f.city and u.unit_id = b.key
),
trend as (
    select m.split_key, list(cast(m.invested_ytd as double) / nullif(cast(a.plan_year as double), 0) order by m.period) as trend
    from money(struct_update($f, split := 'unit')) m
    join scored a on a.key = m.split_key
    group by m.split_key
),
filed as (
    select r.unit_id, max(r.received_at) as received_at
    from reported r
    where r.city = $f.city and r.kind = 'investment' and r.period = $f.money_month and r.known_from <= $f.known_on
    group by r.unit_id
)
select
    r.key as unit_id,
    r.unit_kind,
    r.unit_order,
    r.project_count,
    r.total_investment,
    r.plan_year,
    r.invested_ytd,
    r.completion_share,
    r.time_share,
    r.pace_gap,
    r.gap_amount,
    r.planned_start_count,
    r.started_count,
    r.start_share,
    r.due_start_count,
    r.overdue_start_count,
    r.planned_finish_count,
    r.finished_count,
    r.finish_share,
    r.overdue_finish_count,
    r.problem_collected_count,
    r.problem_resolved_count,
    r.problem_open_count,
    r.problem_share,
    r.score,
    r.rank,
    b.rank as rank_before,
    b.rank - r.rank as rank_change,
    b.completion_share as completion_share_before,
    t.trend,
    case when f.unit_id is not null then true when r.is_expected then false end as has_reported,
    f.received_at,
    r.invested_as_of,
    r.register_as_of
from ranked r
left join ranked_before b on b.key = r.key
left join trend t on t.split_key = r.key
left join filed f on f.unit_id = r.key
order by r.rank, r.unit_order
