-- Unit by unit: how far are the commission's figure and statistics apart, and what is physical work and payment beside them?
-- Like is compared with like: compared_ytd is the commission's figure of the projects that have one of the statistics bureau
-- (compared_count of them); paid_invested_ytd that of the projects that report payments; physical_invested_total the money since
-- the start of construction of those that report physical work. persistent_count: beyond the limit for limit_months in a row.
-- unadmitted_count: started, not in statistics, total investment of admitted_from or more.
-- One row per cut (all, unit) and key, most persistent deviations first.
with compared as materialized (
    select * from compared_of($f)
),
run as (
    select
        entity,
        max(month_no) - coalesce(max(month_no) filter (where not coalesce(is_beyond, false)), min(month_no) - 1) as months_running
    from compared
    group by entity
),
project as (
    select
        p.unit_id,
        c.invested_ytd,
        c.stat_ytd,
        c.paid_ytd,
        coalesce(c.is_beyond, false) as is_beyond,
        coalesce(r.months_running >= d.limit_months, false) as is_persistent,
        p.invested_total,
        cast(p.physical_share * p.total_investment as decimal(18, 2)) as physical_amount,
        p.total_investment,
        p.is_begun
            and coalesce(p.status, '') <> 'suspended'
            and not coalesce(p.in_statistics_date <= $f.cut_off, false)
            and coalesce(p.total_investment >= d.admitted_from, false) as is_unadmitted
    from as_of($f) p
    left join compared c on c.entity = p.entity and c.period = $f.money_month
    left join run r on r.entity = p.entity
    left join deviation d on d.city = $f.city
),
added as (
    select
        case when grouping(unit_id) = 1 then 'all' else 'unit' end as cut,
        coalesce(unit_id, '') as key,
        unit_id,
        count(*) as project_count,
        count(invested_ytd) as reported_count,
        count(stat_ytd) as compared_count,
        sum(invested_ytd) as invested_ytd,
        sum(invested_ytd) filter (where stat_ytd is not null) as compared_ytd,
        sum(stat_ytd) as stat_ytd,
        count(*) filter (where is_beyond) as beyond_count,
        count(*) filter (where is_persistent) as persistent_count,
        sum(paid_ytd) as paid_ytd,
        sum(invested_ytd) filter (where paid_ytd is not null) as paid_invested_ytd,
        sum(physical_amount) filter (where invested_total is not null) as physical_amount,
        sum(invested_total) filter (where physical_amount is not null) as physical_invested_total,
        count(*) filter (where is_unadmitted) as unadmitted_count,
        sum(total_investment) filter (where is_unadmitted) as unadmitted_total
    from project
    group by grouping sets ((), (unit_id))
)
select
    a.cut,
    a.key,
    a.unit_id,
    a.project_count,
    a.reported_count,
    a.compared_count,
    a.invested_ytd,
    a.compared_ytd,
    a.stat_ytd,
    a.compared_ytd - a.stat_ytd as deviation_amount,
    cast(a.compared_ytd - a.stat_ytd as double) / nullif(cast(a.stat_ytd as double), 0) as deviation_share,
    a.beyond_count,
    a.persistent_count,
    a.paid_ytd,
    a.paid_invested_ytd,
    cast(a.paid_ytd as double) / nullif(cast(a.paid_invested_ytd as double), 0) as paid_share,
    a.physical_amount,
    a.physical_invested_total,
    a.physical_invested_total - a.physical_amount as physical_gap_amount,
    a.unadmitted_count,
    a.unadmitted_total,
    d.limit_share,
    d.limit_months,
    d.admitted_from,
    cast($f.money_month as date) as invested_as_of,
    $f.cut_off as cut_off_date
from added a
left join deviation d on d.city = $f.city
order by a.cut, a.persistent_count desc, abs(a.compared_ytd - a.stat_ytd) desc nulls last, a.key
