-- What can be compared on a list without annual plans: budgets, and how far promised completions have moved?
-- Both are counted from the first value that the register stated for a project, as known on f.known_on, to the one that
-- holds at f.month. Left out are projects without one of the two and those that the latest register lists first.
-- compared_count: projects with two promises; later_count and earlier_count of them moved. slip_days: the project's own,
-- else the median of those compared. position: units, or sectors, by total investment.
-- One row per cut (all, unit, sector, project) and key.
with known as (
    select s.entity, s.valid_from, s.total_investment, s.plan_finish_date, max(s.valid_from) over () as latest_on
    from project_state s
    where s.city = $f.city
        and s.list_kind = $f.list_kind
        and s.valid_from <= $f.month
        and s.known_from <= $f.known_on
        and s.known_until > $f.known_on
),
first_state as (
    select
        s.entity,
        arg_min(s.total_investment, s.valid_from) filter (where s.total_investment is not null) as first_total,
        arg_min(s.plan_finish_date, s.valid_from) filter (where s.plan_finish_date is not null) as first_finish_date,
        min(s.valid_from) as listed_since
    from known s
    where s.valid_from < s.latest_on
    group by s.entity
),
project as (
    select
        p.entity,
        p.project_name,
        p.unit_id,
        coalesce(p.sector, '') as sector,
        p.total_investment,
        p.plan_year,
        p.plan_finish_date,
        p.is_overdue_finish,
        s.listed_since,
        case when p.total_investment is not null then s.first_total end as first_total,
        case when p.plan_finish_date is not null then s.first_finish_date end as first_finish_date,
        p.total_investment - s.first_total as total_change,
        date_diff('day', s.first_finish_date, p.plan_finish_date) as slip_days
    from as_of($f) p
    left join first_state s on s.entity = p.entity
),
added as (
    select
        case
            when grouping(entity) = 0 then 'project'
            when grouping(unit_id) = 0 then 'unit'
            when grouping(sector) = 0 then 'sector'
            else 'all'
        end as cut,
        coalesce(entity, unit_id, sector, '') as key,
        unit_id,
        entity,
        any_value(project_name) as project_name,
        any_value(plan_finish_date) as plan_finish_date,
        any_value(first_finish_date) as first_finish_date,
        min(listed_since) as listed_since,
        count(*) as project_count,
        sum(total_investment) as total_investment,
        sum(plan_year) as plan_year,
        sum(first_total) as first_total,
        sum(total_change) as total_change,
        cast(sum(total_change) as double) / nullif(cast(sum(first_total) as double), 0) as total_change_share,
        count(slip_days) as compared_count,
        count(*) filter (where slip_days > 0) as later_count,
        count(*) filter (where slip_days < 0) as earlier_count,
        median(slip_days) as slip_days,
        count(*) filter (where is_overdue_finish) as overdue_finish_count
    from project
    group by grouping sets ((), (unit_id), (sector), (unit_id, entity))
)
select
    a.cut,
    a.key,
    a.unit_id,
    a.entity,
    case when a.cut = 'project' then a.project_name end as project_name,
    case when a.cut = 'project' then a.first_finish_date end as first_finish_date,
    case when a.cut = 'project' then a.plan_finish_date end as plan_finish_date,
    a.listed_since,
    case when a.cut in ('unit', 'sector') then rank() over (partition by a.cut order by a.total_investment desc nulls last, a.key) end as position,
    a.project_count,
    a.total_investment,
    cast(a.total_investment as double) / nullif(cast(max(a.total_investment) filter (where a.cut = 'all') over () as double), 0)
        as total_share,
    a.plan_year,
    a.first_total,
    a.total_change,
    a.total_change_share,
    a.compared_count,
    a.later_count,
    a.earlier_count,
    cast(a.later_count as double) / nullif(a.compared_count, 0) as later_share,
    cast(round(a.slip_days) as integer) as slip_days,
    a.overdue_finish_count
from added a
where a.project_count > 0
order by a.cut, a.total_investment desc nulls last, a.key
