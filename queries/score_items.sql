-- What is each unit's score made of by a scheme: what was measured and asked, the points, and what one more would change?
-- $scheme, $more: as in query scores. Active items add up to the score exactly; the items bonus_limit and penalty_limit
-- stand where a limit takes something back. points_max: the most the item can earn (null: without end), room: still to be
-- had. next_step: one more project or one more of the large money unit (one less where less is better), next_points: what
-- it would change in this item, everything else as it is; null where the item is judged by hand or not measured.
-- One row per league, unit and indicator.
with chosen as materialized (
    select b.body, scheme_of(b.body) as s
    from (select coalesce($scheme, official_scheme($f)) as body) b
),
item as materialized (
    select g.*
    from graded($f, (select body from chosen), coalesce($more, '{}'), [0, 1]) g
),
best as (
    select
        i.*,
        points_at(i.terms, case
            when i.terms.position = 'rank' then 1
            when i.terms.good = 'up' then 1e15
            when i.terms.position in ('value', 'ratio') then 0
            else -1e15
        end) as top
    from item i
    where i.nudge = 0
),
nudged as (
    select i.league, i.unit_id, i.indicator, i.points
    from item i
    where i.nudge = 1
),
shown as (
    select
        b.league,
        b.unit_id,
        b.place,
        b.indicator,
        b.item_group,
        b.terms.weight as weight,
        b.numerator,
        b.denominator,
        b.value,
        b.target,
        b.position,
        b.state,
        b.points,
        case when b.is_active and not b.is_left_out and b.top < 1e12 then rounded(b.top * coalesce(b.share_out, 1), b.points_decimals) end as points_max,
        case when b.terms.good = 'down' then -b.terms.step else b.terms.step end as next_step,
        case when b.is_active and not b.is_empty and not b.is_judged then n.points - b.points end as next_points,
        b.is_active,
        b.is_empty,
        b.is_left_out,
        b.is_excused,
        b.is_judged,
        b.author,
        b.noted_on,
        b.reason
    from best b
    join nudged n on n.league = b.league and n.unit_id = b.unit_id and n.indicator = b.indicator
),
over_limit as (
    select
        s.league,
        s.unit_id,
        s.item_group,
        case s.item_group when 'bonus' then least(c.s.bonus_limit - sum(s.points), 0) else greatest(-c.s.penalty_limit - sum(s.points), 0) end
            as taken_back
    from shown s
    cross join chosen c
    where s.item_group in ('bonus', 'penalty')
    group by s.league, s.unit_id, s.item_group, c.s
),
every as (
    select * from shown
    union all by name
    select
        o.league,
        o.unit_id,
        1000 as place,
        o.item_group || '_limit' as indicator,
        o.item_group,
        cast(o.taken_back as decimal(18, 4)) as points,
        true as is_active,
        false as is_empty,
        false as is_left_out,
        false as is_excused,
        false as is_judged
    from over_limit o
    where o.taken_back <> 0
)
select
    e.league,
    e.unit_id,
    e.place,
    e.indicator,
    e.item_group,
    e.weight,
    e.numerator,
    e.denominator,
    e.value,
    e.target,
    e.position,
    e.state,
    e.points,
    e.points_max,
    e.points_max - e.points as room,
    e.next_step,
    cast(e.next_points as decimal(18, 4)) as next_points,
    e.is_active,
    e.is_empty,
    e.is_left_out,
    e.is_excused,
    e.is_judged,
    e.author,
    e.noted_on,
    e.reason
from every e
order by e.league, e.unit_id, e.place
