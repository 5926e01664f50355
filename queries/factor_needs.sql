-- Which factors are the projects short of, and which gap holds back most of the year's planned investment?
-- missing: what is needed and not yet secured, need by need; a surplus of one project does not fill the gap of another, so
-- needed - secured + surplus = missing. held_plan: annual plan of the projects with an open gap in the factor; a project short
-- of two factors counts in both, once in the row of all factors (factor: empty). only_plan: of those short of nothing else.
-- asking_count counts projects, those of collective needs (without project code) by the number they state.
-- One row per factor, most planned investment held back first, after one row for all factors together.
with need as (
    select
        x.factor_kind as factor,
        x.project_code,
        x.project_count,
        coalesce(x.plan_year, 0) as plan_year,
        coalesce(x.needed, 0) as needed,
        coalesce(x.secured, 0) as secured,
        greatest(coalesce(x.needed, 0) - coalesce(x.secured, 0), 0) as missing,
        greatest(coalesce(x.secured, 0) - coalesce(x.needed, 0), 0) as surplus,
        x.needed_by
    from factors_of($f) x
    where x.line_kind = 'need'
),
short as (
    select
        n.factor,
        n.project_code,
        max(n.plan_year) as plan_year,
        coalesce(min(n.needed_by) <= $f.cut_off, false) as is_late,
        count(*) over (partition by n.project_code) as factor_count
    from need n
    where n.missing > 0 and n.project_code is not null
    group by n.factor, n.project_code
),
held as (
    select
        factor,
        count(*) as short_project_count,
        count(*) filter (where is_late) as late_project_count,
        sum(plan_year) as held_plan,
        sum(plan_year) filter (where factor_count = 1) as only_plan
    from short
    group by factor
    union all
    select '' as factor, count(*), count(*) filter (where is_late), sum(plan_year), sum(plan_year) filter (where factor_count = 1)
    from (
        select project_code, max(plan_year) as plan_year, bool_or(is_late) as is_late, max(factor_count) as factor_count
        from short
        group by project_code
    )
),
asked as (
    select
        factor,
        count(*) as need_count,
        count(distinct project_code) + coalesce(sum(project_count) filter (where project_code is null), 0) as asking_count,
        sum(needed) as needed,
        sum(secured) as secured,
        sum(missing) as missing,
        sum(surplus) as surplus,
        coalesce(sum(missing) filter (where project_code is null), 0) as unnamed_missing
    from need
    group by factor
    union all
    select
        '' as factor,
        count(*),
        count(distinct project_code) + coalesce(sum(project_count) filter (where project_code is null), 0),
        null, null, null, null, null
    from need
    having count(*) > 0
)
select
    a.factor,
    a.need_count,
    cast(a.asking_count as bigint) as asking_count,
    coalesce(h.short_project_count, 0) as short_project_count,
    coalesce(h.late_project_count, 0) as late_project_count,
    a.needed,
    a.secured,
    a.missing,
    a.surplus,
    a.unnamed_missing,
    1 - cast(a.missing as double) / nullif(cast(a.needed as double), 0) as secured_share,
    coalesce(h.held_plan, 0) as held_plan,
    coalesce(h.only_plan, 0) as only_plan,
    p.plan_year,
    cast(coalesce(h.held_plan, 0) as double) / nullif(cast(p.plan_year as double), 0) as held_share,
    cast($f.cut_off as date) as cut_off,
    least(cast($f.cut_off as date), r.known_from) as register_as_of,
    null::date as invested_as_of
from asked a
left join held h on h.factor = a.factor
cross join (select sum(s.plan_year) as plan_year from scope($f) s) p
cross join (
    select max(r.known_from) as known_from
    from reported r
    where r.city = $f.city and r.kind = 'factor' and r.period <= $f.month and r.known_from <= $f.known_on
) r
order by a.factor <> '', held_plan desc, a.factor
