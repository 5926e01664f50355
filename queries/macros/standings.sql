-- Who stands where by a scheme: the points of macro graded added up and ranked.

-- One row per league and unit. Units with the same score and the same figures in the scheme's ties share a rank;
-- rank_from_last counts from the other end. bonus_sum and penalty_sum are before the scheme's limits.
create or replace macro standing_of(f, scheme_text, more_text) as table
with rules as materialized (
    select scheme_of(scheme_text) as s
),
added as (
    select
        i.league,
        i.unit_id,
        any_value(i.known) as known,
        any_value(i.more) as more,
        coalesce(sum(i.points) filter (where i.item_group = 'base'), 0) as base_points,
        coalesce(sum(i.points) filter (where i.item_group = 'bonus'), 0) as bonus_sum,
        coalesce(sum(i.points) filter (where i.item_group = 'penalty'), 0) as penalty_sum,
        list({'indicator': i.indicator, 'state': i.state, 'is_excused': i.is_excused}) as states
    from graded(f, scheme_text, more_text, [0]) i
    where i.is_active
    group by i.league, i.unit_id
),
limited as (
    select
        a.*,
        c.s,
        least(a.bonus_sum, cast(c.s.bonus_limit as decimal(18, 4))) as bonus_points,
        greatest(a.penalty_sum, cast(-c.s.penalty_limit as decimal(18, 4))) as penalty_points,
        list_transform(c.s.ties, lambda t:
            coalesce(measure_of(a.known, a.more, t.measure), case when t.best = 'low' then 0 else -1e18 end)
                * case when t.best = 'low' then 1 else -1 end
        ) as tie
    from added a
    cross join rules c
),
beside as (
    select
        l.*,
        l.base_points + l.bonus_points + l.penalty_points as score,
        l.base_points + l.penalty_points as score_plain,
        list({
            'full': {'points': -(l.base_points + l.bonus_points + l.penalty_points), 'tie': l.tie},
            'plain': {'points': -(l.base_points + l.penalty_points), 'tie': l.tie}
        }) over (partition by l.league) as others
    from limited l
)
select
    b.* exclude (others),
    1 + len(list_filter(b.others, lambda o: o.full < {'points': -b.score, 'tie': b.tie})) as rank,
    1 + len(list_filter(b.others, lambda o: o.plain < {'points': -b.score_plain, 'tie': b.tie})) as rank_plain,
    1 + len(list_filter(b.others, lambda o: o.full > {'points': -b.score, 'tie': b.tie})) as rank_from_last
from beside b;
