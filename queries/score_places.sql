-- How far is each unit from the place above it, and how far ahead of the one below?
-- $scheme, $more: as in query scores. to_next: points that the unit above has more; 0 where only the scheme's ties part them.
-- lead: points ahead of the unit below. Null at either end of the league.
-- One row per league and unit, best first.
with standing as (
    select s.league, s.unit_id, s.score, s.rank, u.unit_order
    from standing_of($f, coalesce($scheme, official_scheme($f)), coalesce($more, '{}')) s
    left join unit u on u.city = $f.city and u.unit_id = s.unit_id
)
select
    s.league,
    s.unit_id,
    s.rank,
    cast(s.score as decimal(18, 4)) as score,
    lag(s.unit_id) over places as unit_above,
    cast(lag(s.score) over places - s.score as decimal(18, 4)) as to_next,
    lead(s.unit_id) over places as unit_below,
    cast(s.score - lead(s.score) over places as decimal(18, 4)) as lead,
    count(*) over (partition by s.league) as unit_count
from standing s
window places as (partition by s.league order by s.rank, s.unit_order, s.unit_id)
order by s.league, s.rank, s.unit_order, s.unit_id
