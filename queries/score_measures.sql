-- What a scheme measures beyond macro kpi, as one JSON text {cut: {key: {measure: number}}} (cut: unit, division, department): agreements,
-- ceremonies, credit, commissioning, annual targets (target_<measure>, done_<measure>) and the scheme's own counts.
-- $scheme: the scheme as JSON. Money is in the city's money unit. What a return states by unit counts for the unit alone,
-- a division included; projects count where they lie in the
-- cut division, and for the department that answers for them.
-- One row.
with rule as (
    select unnest(from_json($scheme, '{"counts": [{
        "id": "VARCHAR", "of": "VARCHAR", "flags": ["VARCHAR"], "annual_classes": ["VARCHAR"], "sectors": ["VARCHAR"],
        "levels": ["VARCHAR"], "industries": ["INTEGER"], "total_from": "DOUBLE", "total_below": "DOUBLE",
        "plan_from": "DOUBLE", "plan_below": "DOUBLE"
    }]}').counts) as c
),
project as (
    select
        p.unit_id,
        p.division_id,
        p.department,
        p.total_investment,
        p.plan_year,
        p.invested_ytd,
        v.annual_class,
        p.sector,
        p.level_id,
        try_cast(left(regexp_replace(p.industry_code, '[^0-9]', '', 'g'), 2) as integer) as industry,
        list_filter([
            case when p.is_planned_start then 'is_planned_start' end,
            case when p.is_started then 'is_started' end,
            case when p.is_due_start then 'is_due_start' end,
            case when p.is_overdue_start then 'is_overdue_start' end,
            case when p.is_planned_finish then 'is_planned_finish' end,
            case when p.is_begun then 'is_begun' end,
            case when p.actual_start_date between $f.year_start and $f.cut_off then 'is_begun_this_year' end,
            case when p.is_finished then 'is_finished' end,
            case when p.is_finished_this_year then 'is_finished_this_year' end,
            case when p.is_due_finish then 'is_due_finish' end,
            case when p.is_overdue_finish then 'is_overdue_finish' end,
            case when p.in_statistics_date <= $f.cut_off then 'is_admitted' end
        ], lambda x: x is not null) as flags
    from as_of($f) p
    join project_version v on v.submission_id = p.submission_id and v.entity = p.entity
),
fitting as (
    select p.unit_id, p.division_id, p.department, r.c.id as measure, case r.c.of
        when 'count' then 1
        when 'total_investment' then p.total_investment
        when 'plan_year' then p.plan_year
        when 'invested_ytd' then p.invested_ytd
    end as value
    from project p
    join rule r on list_has_all(p.flags, r.c.flags)
        and (len(r.c.annual_classes) = 0 or list_contains(r.c.annual_classes, p.annual_class))
        and (len(r.c.sectors) = 0 or list_contains(r.c.sectors, p.sector))
        and (len(r.c.levels) = 0 or list_contains(r.c.levels, p.level_id))
        and (len(r.c.industries) = 0 or p.industry between r.c.industries[1] and r.c.industries[2])
        and coalesce(p.total_investment >= r.c.total_from, r.c.total_from is null)
        and coalesce(p.total_investment < r.c.total_below, r.c.total_below is null)
        and coalesce(p.plan_year >= r.c.plan_from, r.c.plan_from is null)
        and coalesce(p.plan_year < r.c.plan_below, r.c.plan_below is null)
),
stated as (
    select unit_id, unnest([
        {'measure': 'signed_count', 'value': cast(count(*) as double)},
        {'measure': 'signed_total', 'value': cast(sum(agreed_total) as double)}
    ], recursive := true)
    from signings_of($f)
    group by unit_id
    union all
    select unit_id, unnest([
        {'measure': 'ceremony_count', 'value': cast(count(*) as double)},
        {'measure': 'ceremony_project_count', 'value': cast(sum(project_count) as double)}
    ], recursive := true)
    from ceremonies_of($f)
    group by unit_id
    union all
    select unit_id, unnest([
        {'measure': 'credit_wanted', 'value': cast(sum(wanted) as double)},
        {'measure': 'credit_granted', 'value': cast(sum(granted) as double)}
    ], recursive := true)
    from funding_of($f)
    where funding_kind = 'credit'
    group by unit_id
    union all
    select unit_id, unnest([
        {'measure': 'commissioned_count', 'value': cast(count(*) filter (where is_commissioned) as double)},
        {'measure': 'full_capacity_count', 'value': cast(count(*) filter (where is_full_capacity) as double)}
    ], recursive := true)
    from life($f)
    where is_listed
    group by unit_id
    union all
    select target_unit_id, unnest([
        {'measure': 'target_' || measure, 'value': cast(sum(target_value) as double) * case measure_unit when '亿元' then 10000 else 1 end},
        {'measure': 'done_' || measure, 'value': cast(sum(done_value) as double) * case measure_unit when '亿元' then 10000 else 1 end}
    ], recursive := true)
    from targets_of($f)
    group by target_unit_id, measure, measure_unit
),
counted as (
    select c.cut, s.unit_id as key, s.measure, s.value
    from stated s
    cross join (select unnest(['unit', 'division']) as cut) c
    union all
    select 'unit', unit_id, measure, cast(sum(value) as double)
    from fitting
    group by unit_id, measure
    union all
    select 'division', division_id, measure, cast(sum(value) as double)
    from fitting
    where division_id is not null
    group by division_id, measure
    union all
    select 'department', department, measure, cast(sum(value) as double)
    from fitting
    where department is not null
    group by department, measure
),
keyed as (
    select c.cut, c.key, json_group_object(c.measure, c.value) as found
    from counted c
    where c.value is not null
    group by c.cut, c.key
),
cut as (
    select k.cut, json_group_object(k.key, k.found) as found
    from keyed k
    group by k.cut
)
select coalesce(cast(json_group_object(c.cut, c.found) as varchar), '{}') as measures
from cut c
