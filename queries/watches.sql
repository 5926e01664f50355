-- Which rules of planners fire, and for what?
-- $rules: JSON list of rules {id, measure, kind, cut, keys, comparison, threshold} (paceboard.watches); threshold is in the
-- measure's own unit: percent, points, the city's large money unit (of $factor stored units), days, or a plain number.
-- $figures: JSON list {measure, cut, key, value, beside} of what other queries give; projects and open problems one by one
-- come from here. $decimals: of a share as the city prints it; $gap: rounded where the city subtracts printed shares.
-- $money_decimals: of an amount as printed. A figure is held against a rule as it is printed: -10.00 is not below -10.
-- $earlier: JSON list {rule, keys} of what fired at the snapshot before; is_new is null where it does not know the rule.
-- value, beside: unrounded. shown: as printed, in the unit of the threshold; beyond: shown - threshold. fired_count: things
-- that the rule fires for, of watched_count that have a figure; the first $most are listed, the furthest beyond first.
-- One row per rule and thing that it fires for; a rule that fires for nothing has one row without a key.
with rule as materialized (
    select r.*, row_number() over () as place
    from (
        select unnest(from_json($rules, '[{
            "id": "VARCHAR", "measure": "VARCHAR", "kind": "VARCHAR", "cut": "VARCHAR", "keys": ["VARCHAR"],
            "comparison": "VARCHAR", "threshold": "DECIMAL(38,12)"
        }]'), recursive := true)
    ) r
),
earlier as (
    select unnest(from_json($earlier, '[{"rule": "VARCHAR", "keys": ["VARCHAR"]}]'), recursive := true)
),
project as (
    select p.entity, p.unit_id, p.project_name, cast(p.completion_share as double) as beside, unnest([
        {'measure': 'completion_share', 'value': cast(p.completion_share as double)},
        {'measure': 'pace_gap', 'value': cast(p.pace_gap as double)},
        {'measure': 'gap_amount', 'value': cast(p.gap_amount as double)},
        {'measure': 'invested_ytd', 'value': cast(p.invested_ytd as double)},
        {'measure': 'plan_year', 'value': cast(p.plan_year as double)},
        {'measure': 'total_investment', 'value': cast(p.total_investment as double)},
        {'measure': 'days_overdue', 'value': cast(p.days_overdue as double)}
    ], recursive := true)
    from as_of($f) p
    where (select bool_or(r.cut = 'project') from rule r)
),
problem as (
    select p.entity, p.unit_id, p.description, p.project_code, unnest([
        {'measure': 'late_days', 'value': cast(p.late_days as double)},
        {'measure': 'open_days', 'value': cast(p.open_days as double)},
        {'measure': 'taken_days', 'value': cast(p.taken_days as double)}
    ], recursive := true)
    from problem_steps_of($f, 'collected') p
    where not p.is_resolved and (select bool_or(r.cut = 'problem') from rule r)
),
figure as (
    select
        x.measure,
        x.cut,
        x.key,
        case x.cut when 'unit' then x.key end as unit_id,
        cast(null as varchar) as name,
        cast(null as varchar) as project,
        cast(x.value as double) as value,
        cast(x.beside as double) as beside
    from (
        select unnest(from_json($figures, '[{
            "measure": "VARCHAR", "cut": "VARCHAR", "key": "VARCHAR", "value": "VARCHAR", "beside": "VARCHAR"
        }]'), recursive := true)
    ) x
    union all
    select p.measure, 'project', p.entity, p.unit_id, p.project_name, p.entity, p.value, p.beside
    from project p
    union all
    select p.measure, 'problem', p.entity, p.unit_id, p.description, p.project_code, p.value, null
    from problem p
),
printed as (
    select
        r.id as rule,
        x.key,
        x.unit_id,
        x.name,
        x.project,
        x.value,
        x.beside,
        case
            when r.kind = 'points' and $gap = 'rounded' and r.measure = 'pace_gap' and x.beside is not null
                then rounded(100 * x.beside, $decimals) - rounded(100 * (x.beside - x.value), $decimals)
            when r.kind in ('share', 'points') then rounded(100 * x.value, $decimals)
            when r.kind = 'money' then coalesce(
                nullif(rounded(x.value / $factor, $money_decimals), 0),
                cast(x.value / $factor as decimal(38, 12))
            )
            else rounded(x.value, 4)
        end as shown
    from rule r
    join figure x on x.measure = r.measure and x.cut = r.cut
    where x.value is not null
        -- What names no unit, zone or leader is none.
        and (r.cut = 'all' or x.key <> '')
        and (len(r.keys) = 0 or list_contains(r.keys, x.key))
),
held as (
    select
        p.*,
        p.shown - r.threshold as beyond,
        case r.comparison
            when 'below' then p.shown < r.threshold
            when 'at_most' then p.shown <= r.threshold
            when 'above' then p.shown > r.threshold
            when 'at_least' then p.shown >= r.threshold
        end as is_fired,
        count(*) over (partition by p.rule) as watched_count
    from printed p
    join rule r on r.id = p.rule
),
counted as (
    select rule, max(watched_count) as watched_count, count(*) filter (where is_fired) as fired_count
    from held
    group by rule
),
fired as (
    select
        h.*,
        row_number() over (partition by h.rule order by abs(h.beyond) desc, h.key) as place
    from held h
    where h.is_fired
)
select
    r.id as rule,
    r.measure,
    r.cut,
    x.key,
    x.unit_id,
    x.name,
    x.project,
    x.value,
    x.beside,
    x.shown,
    r.threshold,
    x.beyond,
    case when x.key is not null and e.rule is not null then not list_contains(e.keys, x.key) end as is_new,
    coalesce(c.fired_count, 0) as fired_count,
    coalesce(c.watched_count, 0) as watched_count
from rule r
left join counted c on c.rule = r.id
left join fired x on x.rule = r.id and x.place <= $most
left join earlier e on e.rule = r.id
order by r.place, x.place
