-- How do the projects in each key of the first dimension spread, by a planner's first measure: half of them lie between
-- low and high quartile? Measures of single projects only: amounts, and rates of amounts.
-- lowest and highest are within one and a half times the distance of the quartiles, as in any box plot; beyond_count lie
-- outside, all_beyond_count of all keys.
-- One row per key of the first dimension, in the order of the middle, "" where nothing is split.
with wanted as (
    select unnest($q.wanted, recursive := true)
),
project as (
    select
        p.key_1,
        worth(w.formula, amount_of(p, w.top), amount_of(p, w.bottom), p.time_share) as value
    from explored($f, $q) p
    join wanted w on w.measure = $q.measures[1]
    where p.side = 'asked'
        and not p.is_prior
        and p.is_counted
),
quartered as (
    select
        key_1,
        value,
        quantile_cont(value, 0.25) over (partition by key_1) as low,
        quantile_cont(value, 0.5) over (partition by key_1) as middle,
        quantile_cont(value, 0.75) over (partition by key_1) as high
    from project
    where value is not null
)
select
    q.key_1,
    count(*) as project_count,
    min(q.value) filter (where q.value >= q.low - 1.5 * (q.high - q.low)) as lowest,
    any_value(q.low) as low,
    any_value(q.middle) as middle,
    any_value(q.high) as high,
    max(q.value) filter (where q.value <= q.high + 1.5 * (q.high - q.low)) as highest,
    count(*) filter (where q.value < q.low - 1.5 * (q.high - q.low) or q.value > q.high + 1.5 * (q.high - q.low)) as beyond_count,
    cast(sum(beyond_count) over () as bigint) as all_beyond_count
from quartered q
group by q.key_1
order by middle desc, q.key_1
