-- Which printed figures contradict other figures of the same bulletin, and would rounding explain it?
-- rate: a rate is not the quotient of its printed parts. gap: the distance to the time-proportional plan is not
-- rate less month/12, whether taken from rounded or unrounded parts. parts: a total is not the sum of its units or
-- sub-lists; parts below 95 % of their total are a selection, not a breakdown, and say nothing, nor do fewer than
-- two. twice: text and table, or two bulletins of one issuer, print one figure with two values.
-- is_within_rounding: the parts as printed (half a unit of the last digit each) allow the printed value.
-- One row per figure that the rest of its bulletin does not reproduce.
with total_name as (
    select unnest(['全市', '全州', '全省', '全县', '全区']) as unit_name
),
digits as (
    select
        f.source,
        f.issuer,
        f.city,
        f.as_of,
        f.scope,
        f.measure,
        f.measure_unit,
        t.unit_name is not null or f.unit_name is null as is_total,
        case when t.unit_name is null then coalesce(f.unit_name, '') else '' end as unit_key,
        f.unit_name,
        f.value,
        max(
            case
                when f.value = round(f.value, 0) then 0
                when f.value = round(f.value, 1) then 1
                when f.value = round(f.value, 2) then 2
                else 3
            end
        ) over (partition by f.source, f.issuer, f.as_of, f.measure) as decimals,
        count(*) over (partition by f.source, f.issuer, f.as_of, f.scope, f.measure, f.unit_name) as times
    from published_figure f
    left join total_name t on t.unit_name = f.unit_name
),
figure as (
    -- A count is exact; anything else is known to half a unit of its last printed digit.
    select
        d.source,
        d.issuer,
        d.city,
        d.as_of,
        d.scope,
        d.measure,
        d.is_total,
        d.unit_key,
        d.unit_name,
        cast(d.value as double) as value,
        d.decimals,
        case when d.measure_unit in ('100M CNY', 'percent', 'points') then 0.5 * power(10, -d.decimals) else 0 end as half
    from digits d
    where d.times = 1
),
rule_rate as (
    select unnest(['completion_rate', 'start_rate', 'finish_rate', 'resolution_rate']) as measure,
        unnest(['investment_ytd', 'started', 'completed', 'problems_resolved']) as numerator,
        unnest(['annual_plan', 'planned_starts', 'planned_completions', 'problems_collected']) as denominator
),
rate as (
    select
        r.source,
        r.issuer,
        r.city,
        r.as_of,
        r.scope,
        r.unit_name,
        r.measure,
        r.value,
        r.half,
        r.decimals,
        n.value as done,
        d.value as planned,
        round(100 * n.value / nullif(d.value, 0), r.decimals) as recomputed,
        100 * (n.value - n.half) / nullif(d.value + d.half, 0) as low,
        100 * (n.value + n.half) / nullif(d.value - d.half, 0) as high
    from figure r
    join rule_rate u on u.measure = r.measure
    join figure n on n.source = r.source and n.issuer = r.issuer and n.as_of = r.as_of and n.scope = r.scope
        and n.unit_key = r.unit_key and n.measure = u.numerator
    join figure d on d.source = r.source and d.issuer = r.issuer and d.as_of = r.as_of and d.scope = r.scope
        and d.unit_key = r.unit_key and d.measure = u.denominator
),
time_share as (
    -- Only a bulletin to the end of a month has an undisputed time share; a year left out is no matter.
    select
        as_of,
        100.0 * try_cast(regexp_extract(as_of, '^[^-]+-([0-9]{2})', 1) as integer) / 12 as share
    from (select distinct as_of from figure) days
    where regexp_matches(as_of, '^[^-]+-[0-9]{2}$')
        or regexp_matches(as_of, '-(0[13578]|1[02])-31$')
        or regexp_matches(as_of, '-(0[469]|11)-30$')
        or regexp_matches(as_of, '-02-2[89]$')
),
gap as (
    select
        g.source,
        g.issuer,
        g.city,
        g.as_of,
        g.scope,
        g.unit_name,
        g.measure,
        g.value,
        g.half,
        g.decimals,
        r.value as rate,
        t.share,
        round(r.value - round(t.share, r.decimals), greatest(r.decimals, g.decimals)) as recomputed,
        round(r.value - t.share, g.decimals) as half_rounded,
        round(100 * n.value / nullif(d.value, 0) - t.share, g.decimals) as unrounded,
        r.half as rate_half
    from figure g
    join time_share t on t.as_of = g.as_of
    join figure r on r.source = g.source and r.issuer = g.issuer and r.as_of = g.as_of and r.scope = g.scope
        and r.unit_key = g.unit_key and r.measure = 'completion_rate'
    left join figure n on n.source = g.source and n.issuer = g.issuer and n.as_of = g.as_of and n.scope = g.scope
        and n.unit_key = g.unit_key and n.measure = 'investment_ytd'
    left join figure d on d.source = g.source and d.issuer = g.issuer and d.as_of = g.as_of and d.scope = g.scope
        and d.unit_key = g.unit_key and d.measure = 'annual_plan'
    where g.measure = 'gap_to_linear'
),
part as (
    -- The units of a list, and the sub-lists that a scope "list / sub-list" names.
    select t.source, t.issuer, t.as_of, t.scope, t.measure, t.unit_key, p.value, p.half, p.unit_name as part_name
    from figure t
    join figure p on p.source = t.source and p.issuer = t.issuer and p.as_of = t.as_of and p.measure = t.measure
        and p.scope = t.scope and not p.is_total
    where t.is_total
    union all
    select t.source, t.issuer, t.as_of, t.scope, t.measure, t.unit_key, p.value, p.half, p.scope as part_name
    from figure t
    join figure p on p.source = t.source and p.issuer = t.issuer and p.as_of = t.as_of and p.measure = t.measure
        and p.unit_key = t.unit_key and regexp_matches(substr(p.scope, length(t.scope) + 1), '^ ?/[^/]+$')
        and starts_with(p.scope, t.scope)
    where t.is_total
),
added as (
    select source, issuer, as_of, scope, measure, unit_key, sum(value) as value, sum(half) as half, count(*) as part_count
    from part
    group by source, issuer, as_of, scope, measure, unit_key
),
parts as (
    select
        t.source,
        t.issuer,
        t.city,
        t.as_of,
        t.scope,
        t.unit_name,
        t.measure,
        t.value,
        t.half,
        t.decimals,
        a.value as added,
        a.half + t.half as slack,
        a.part_count,
        round(a.value, t.decimals) as recomputed
    from figure t
    join added a on a.source = t.source and a.issuer = t.issuer and a.as_of = t.as_of and a.scope = t.scope
        and a.measure = t.measure and a.unit_key = t.unit_key
    where t.measure in (
            'projects', 'annual_plan', 'total_investment', 'investment_ytd', 'planned_starts', 'started',
            'planned_completions', 'completed', 'unstarted', 'problems_collected', 'problems_resolved', 'ceremonies'
        )
        and a.part_count > 1
        and a.value >= 0.95 * t.value
),
twice as (
    select
        a.source,
        a.issuer,
        a.city,
        a.as_of,
        a.scope,
        a.unit_name,
        a.measure,
        a.value,
        a.half,
        a.decimals,
        b.value as other,
        b.half as other_half,
        b.source as other_source
    from figure a
    join figure b on b.issuer = a.issuer and b.as_of = a.as_of and b.scope = a.scope and b.unit_key = a.unit_key
        and b.measure = a.measure and b.source < a.source
),
found as (
    select source, issuer, city, as_of, scope, unit_name, measure, 'rate' as rule, value as printed, recomputed,
        concat(cast(done as varchar), ' / ', cast(planned as varchar)) as basis,
        low <= value + half + 1e-9 and high >= value - half - 1e-9 as is_within_rounding
    from rate
    where abs(value - recomputed) > 1e-9
    union all
    select source, issuer, city, as_of, scope, unit_name, measure, 'gap' as rule, value as printed, recomputed,
        concat(cast(rate as varchar), ' − ', cast(round(share, 2) as varchar)) as basis,
        abs(value - (rate - share)) <= half + rate_half + 1e-9 as is_within_rounding
    from gap
    where abs(value - round(recomputed, decimals)) > 1e-9
        and abs(value - half_rounded) > 1e-9
        and (unrounded is null or abs(value - unrounded) > 1e-9)
    union all
    select source, issuer, city, as_of, scope, unit_name, measure, 'parts' as rule, value as printed, recomputed,
        concat(cast(part_count as varchar), ' × Σ') as basis,
        abs(value - added) <= slack + 1e-9 as is_within_rounding
    from parts
    where abs(value - recomputed) > 1e-9
        and (added <= 1.05 * value or unit_name is not null)
    union all
    select source, issuer, city, as_of, scope, unit_name, measure, 'twice' as rule, value as printed,
        other as recomputed, other_source as basis,
        abs(value - other) <= half + other_half + 1e-9 as is_within_rounding
    from twice
    where abs(value - other) > 1e-9
)
select
    source,
    issuer,
    city,
    coalesce(city = $f.city, false) as is_own,
    as_of,
    scope,
    unit_name,
    measure,
    rule,
    printed,
    recomputed,
    round(printed - recomputed, 4) as difference,
    basis,
    is_within_rounding
from found
order by is_within_rounding, is_own desc, source, as_of, issuer, scope, rule, measure, unit_name
