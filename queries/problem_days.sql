-- In how many working days were the ordinary problems of one ledger ($ledger) resolved?
-- band: quick (within general_min_days), in_limit (within general_days), over. The last row counts all that took longer (is_open_end).
-- One row per number of working days, 0 to 15 and more; none where the calendar knows none of the days.
with taken as (
    select least(p.taken_days, 15) as taken_days, p.general_min_days, p.general_days
    from problem_steps_of($f, $ledger) p
    where p.is_resolved and coalesce(p.severity, 'general') <> 'hard' and p.taken_days is not null
),
counted as (
    select taken_days, count(*) as problem_count
    from taken
    group by taken_days
),
allowed as (
    select max(general_min_days) as general_min_days, max(general_days) as general_days, count(*) as known_count
    from taken
),
spread as (
    select
        cast(s.taken_days as integer) as taken_days,
        coalesce(c.problem_count, 0) as problem_count,
        case
            when s.taken_days <= a.general_min_days then 'quick'
            when s.taken_days > a.general_days then 'over'
            else 'in_limit'
        end as band,
        s.taken_days = 15 as is_open_end,
        a.general_min_days,
        a.general_days
    from (select unnest(range(0, 16)) as taken_days) s
    cross join allowed a
    left join counted c on c.taken_days = s.taken_days
    where a.known_count > 0
)
select
    p.taken_days,
    p.problem_count,
    p.band,
    cast(sum(p.problem_count) over (partition by p.band) as bigint) as band_count,
    p.is_open_end,
    p.general_min_days,
    p.general_days
from spread p
order by p.taken_days
