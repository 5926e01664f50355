-- Which units lead and which lag this month by a scheme, with and without bonus?
-- $scheme: the scheme as JSON (paceboard.schemes), null for the one that is official at the month. $more: what query
-- score_measures gives, null where the scheme measures nothing beyond macro kpi. $ranks: {league: {unit: rank}} of an
-- earlier month as JSON, null for no comparison. score = base + bonus + penalty points, the exact sum of the items of
-- query score_items; penalty points are at most zero; improvement points (for rank gained) stand apart.
-- Units with the same score and the same figures in the scheme's ties share a rank.
-- unit_id is the name of the department in a league of departments (unit_kind department).
-- has_reported is null for a unit that owes no monthly return and has handed in none.
-- One row per league and unit.
with chosen as materialized (
    select coalesce($scheme, official_scheme($f)) as body
),
ranked as (
    select
        l.*,
        cast(cast($ranks as json) -> l.league ->> l.unit_id as bigint) as rank_before
    from standing_of($f, (select body from chosen), coalesce($more, '{}')) l
),
gained as (
    select
        r.*,
        r.rank_before - r.rank as rank_change,
        list_filter(r.s.indicators, lambda i: i.group = 'improvement' and (
            len(i.months) = 0 or list_contains(i.months, date_diff('month', $f.year_start, $f.month) + 1)
        )) as improvements
    from ranked r
),
filed as (
    select r.unit_id, max(r.received_at) as received_at
    from reported r
    where r.city = $f.city and r.kind = 'investment' and r.period = $f.money_month and r.known_from <= $f.known_on
    group by r.unit_id
),
shown as (
    select
        g.*,
        from_json(g.known, '{
            "project_count": "BIGINT", "total_investment": "DECIMAL(38,2)", "plan_year": "DECIMAL(38,2)",
            "invested_ytd": "DECIMAL(38,2)", "completion_share": "DOUBLE", "time_share": "DOUBLE", "pace_gap": "DOUBLE",
            "gap_amount": "DOUBLE", "planned_start_count": "BIGINT", "started_count": "BIGINT", "start_share": "DOUBLE",
            "due_start_count": "BIGINT", "overdue_start_count": "BIGINT", "planned_finish_count": "BIGINT",
            "finished_count": "BIGINT", "finish_share": "DOUBLE", "overdue_finish_count": "BIGINT",
            "problem_collected_count": "BIGINT", "problem_resolved_count": "BIGINT", "problem_open_count": "BIGINT",
            "problem_overdue_count": "BIGINT", "problem_share": "DOUBLE", "invested_as_of": "DATE", "register_as_of": "DATE"
        }') as k,
        case when g.rank_change is not null then list_sum(list_transform(g.improvements, lambda i:
            rounded(points_at(i, cast(g.rank_change as double)), g.s.points_decimals)
        )) end as improvement_points,
        list_filter(g.s.lists, lambda l:
            (len(l.leagues) = 0 or list_contains(l.leagues, g.league))
            and coalesce(g.rank <= l.first, true)
            and coalesce(g.rank_from_last <= l.last, true)
            and len(list_filter(g.states, lambda x: list_contains(l.indicators, x.indicator) and x.state = l.state)) = len(l.indicators)
            and (l.state <> 'missed' or len(list_filter(g.states, lambda x:
                list_contains(l.indicators, x.indicator) and x.is_excused
            )) = 0)
        )[1].id as list_id
    from gained g
)
select
    s.league,
    s.unit_id,
    coalesce(u.unit_kind, 'department') as unit_kind,
    u.unit_order,
    s.k.project_count,
    s.k.total_investment,
    s.k.plan_year,
    s.k.invested_ytd,
    s.k.completion_share,
    s.k.time_share,
    s.k.pace_gap,
    s.k.gap_amount,
    s.k.planned_start_count,
    s.k.started_count,
    s.k.start_share,
    s.k.due_start_count,
    s.k.overdue_start_count,
    s.k.planned_finish_count,
    s.k.finished_count,
    s.k.finish_share,
    s.k.overdue_finish_count,
    s.k.problem_collected_count,
    s.k.problem_resolved_count,
    s.k.problem_open_count,
    s.k.problem_overdue_count,
    s.k.problem_share,
    cast(s.score as decimal(18, 4)) as score,
    cast(s.base_points as decimal(18, 4)) as base_points,
    cast(s.bonus_points as decimal(18, 4)) as bonus_points,
    cast(s.penalty_points as decimal(18, 4)) as penalty_points,
    cast(s.score_plain as decimal(18, 4)) as score_plain,
    s.rank,
    s.rank_plain,
    s.rank_before,
    s.rank_change,
    cast(s.improvement_points as decimal(18, 4)) as improvement_points,
    s.list_id,
    case when f.unit_id is not null then true when u.is_expected then false end as has_reported,
    f.received_at,
    s.k.invested_as_of,
    s.k.register_as_of
from shown s
left join unit u on u.city = $f.city and u.unit_id = s.unit_id
left join filed f on f.unit_id = s.unit_id
order by s.league, s.rank, u.unit_order, s.unit_id
