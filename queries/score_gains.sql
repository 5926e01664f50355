-- What would one more start, one more completion, one more of the large money unit change in a unit's points and rank?
-- $scheme, $more: as in query scores. Each measure that the scheme counts is raised by one step for one unit at a time (lowered
-- by one where less is better), everything else as it is; every item that counts this measure moves, within the scheme's limits.
-- rank_then counts units with more points than then; gained_places is the difference to the rank now.
-- One row per league, unit and measure that its items count.
with chosen as materialized (
    select b.body, scheme_of(b.body) as s
    from (select coalesce($scheme, official_scheme($f)) as body) b
),
item as (
    select
        i.league,
        i.unit_id,
        i.terms.numerator as measure,
        i.item_group,
        i.nudge,
        i.points,
        case when i.terms.good = 'down' then -i.terms.step else i.terms.step end as step,
        i.is_empty or i.is_judged as is_fixed
    from graded($f, (select body from chosen), coalesce($more, '{}'), [0, 1]) i
    where i.is_active and i.terms.numerator <> 'judgement'
),
moved as (
    select
        i.league,
        i.unit_id,
        i.measure,
        any_value(i.step) as step,
        bool_and(i.is_fixed) as is_fixed,
        sum(case when i.nudge = 1 then i.points else -i.points end) filter (where i.item_group = 'base') as base_move,
        sum(case when i.nudge = 1 then i.points else -i.points end) filter (where i.item_group = 'bonus') as bonus_move,
        sum(case when i.nudge = 1 then i.points else -i.points end) filter (where i.item_group = 'penalty') as penalty_move
    from item i
    group by i.league, i.unit_id, i.measure
),
standing as materialized (
    select s.league, s.unit_id, s.score, s.rank, s.base_points, s.bonus_sum, s.penalty_sum
    from standing_of($f, (select body from chosen), coalesce($more, '{}')) s
),
then_ as (
    select
        m.*,
        s.score,
        s.rank,
        s.base_points + coalesce(m.base_move, 0)
            + least(s.bonus_sum + coalesce(m.bonus_move, 0), cast(c.s.bonus_limit as decimal(18, 4)))
            + greatest(s.penalty_sum + coalesce(m.penalty_move, 0), cast(-c.s.penalty_limit as decimal(18, 4))) as score_then
    from moved m
    join standing s on s.league = m.league and s.unit_id = m.unit_id
    cross join chosen c
    where not m.is_fixed
),
placed as (
    select
        t.league,
        t.unit_id,
        t.measure,
        any_value(t.step) as step,
        any_value(t.score) as score,
        any_value(t.score_then) as score_then,
        any_value(t.rank) as rank,
        1 + count(*) filter (where o.score > t.score_then) as rank_then
    from then_ t
    left join standing o on o.league = t.league and o.unit_id <> t.unit_id
    group by t.league, t.unit_id, t.measure
)
select
    p.league,
    p.unit_id,
    p.measure,
    p.step,
    cast(p.score_then - p.score as decimal(18, 4)) as gained_points,
    cast(p.score_then as decimal(18, 4)) as score_then,
    p.rank,
    least(p.rank_then, p.rank) as rank_then,
    p.rank - least(p.rank_then, p.rank) as gained_places
from placed p
order by p.league, p.unit_id, gained_points desc, p.measure
