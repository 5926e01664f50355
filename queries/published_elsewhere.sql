-- What have cities printed about their projects: league tables of units and progress reports?
-- Left out are the figures of the city's own bulletins that are compared one by one (query published).
-- Amounts are in 100M CNY, rates in percent, gaps in percentage points, as printed. position: rank among the units of one
-- table by completion rate, else by start rate, the total of the city apart. edition tells apart several reports of one month.
-- One row per source, issuer, date, scope and unit (a report without units: none).
with total_name as (
    select unnest(['全市', '全州', '全省', '全县', '全区']) as unit_name
),
fact as (
    select
        f.source,
        f.issuer,
        f.as_of,
        f.scope,
        f.unit_name,
        t.unit_name is not null as is_total,
        coalesce(f.city = $f.city, false) as is_own,
        f.measure,
        cast(f.value as double) as value,
        row_number() over (
            partition by f.source, f.issuer, f.as_of, f.scope, f.unit_name, f.measure order by f.value
        ) as edition
    from published_figure f
    left join total_name t on t.unit_name = f.unit_name
    where f.city is null or f.city <> $f.city or f.figure_id is null
),
printed as (
    select
        p.source,
        p.issuer,
        p.as_of,
        p.scope,
        p.unit_name,
        p.is_total,
        p.is_own,
        p.edition,
        max(p.value) filter (where p.measure = 'projects') as projects,
        max(p.value) filter (where p.measure = 'total_investment') as printed_total,
        max(p.value) filter (where p.measure = 'annual_plan') as annual_plan,
        max(p.value) filter (where p.measure = 'investment_ytd') as investment_ytd,
        max(p.value) filter (where p.measure = 'completion_rate') as completion_rate,
        max(p.value) filter (where p.measure = 'gap_to_linear') as gap_to_linear,
        max(p.value) filter (where p.measure = 'planned_starts') as planned_starts,
        max(p.value) filter (where p.measure = 'started') as started,
        max(p.value) filter (where p.measure = 'start_rate') as start_rate,
        max(p.value) filter (where p.measure = 'unstarted') as unstarted,
        max(p.value) filter (where p.measure = 'completed') as completed,
        max(p.value) filter (where p.measure = 'finish_rate') as finish_rate,
        max(p.value) filter (where p.measure = 'year_on_year') as year_on_year
    from fact p
    group by p.source, p.issuer, p.as_of, p.scope, p.unit_name, p.is_total, p.is_own, p.edition
),
ranked as (
    select
        p.source,
        p.issuer,
        p.as_of,
        p.scope,
        p.unit_name,
        p.edition,
        rank() over (
            partition by p.source, p.issuer, p.as_of, p.scope
            order by coalesce(p.completion_rate, p.start_rate) desc
        ) as position,
        count(*) over (partition by p.source, p.issuer, p.as_of, p.scope) as unit_count
    from printed p
    where p.unit_name is not null and not p.is_total and coalesce(p.completion_rate, p.start_rate) is not null
)
select
    concat(r.source, '_', r.as_of, '_', dense_rank() over (partition by r.source, r.as_of order by r.issuer, r.scope)) as bulletin_id,
    r.source,
    r.issuer,
    r.is_own,
    r.as_of,
    r.scope,
    r.unit_name,
    k.position,
    r.projects,
    r.printed_total,
    r.annual_plan,
    r.investment_ytd,
    r.completion_rate,
    r.gap_to_linear,
    r.planned_starts,
    r.started,
    r.start_rate,
    r.unstarted,
    r.completed,
    r.finish_rate,
    r.year_on_year
from printed r
left join ranked k on k.source = r.source and k.issuer = r.issuer and k.as_of = r.as_of and k.scope = r.scope
    and k.unit_name = r.unit_name and k.edition = r.edition and k.unit_count > 1
where coalesce(
    r.projects, r.printed_total, r.annual_plan, r.investment_ytd, r.completion_rate, r.gap_to_linear, r.planned_starts,
    r.started, r.start_rate, r.unstarted, r.completed, r.finish_rate, r.year_on_year
) is not null
order by r.is_own desc, regexp_matches(r.as_of, '^[0-9]') desc, r.as_of desc, r.issuer, r.source, r.scope, r.edition,
    k.position nulls first, r.unit_name
