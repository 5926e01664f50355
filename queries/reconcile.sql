-- Project by project: how far are the commission's figure, statistics, payments and physical work apart, and for how long?
-- deviation_share = (commission - statistics) / statistics. months_running: months in a row, up to the last with money, in
-- which it is beyond the city's limit_share; is_persistent: at least limit_months of them.
-- physical_amount = physical_share x total investment, set against invested_total, the money since the start of construction.
-- One row per project with a return, the ones to call first: by months running, then by amount.
with compared as materialized (
    select * from compared_of($f)
),
last_within as (
    select
        entity,
        max(month_no) filter (where not coalesce(is_beyond, false)) as month_no,
        min(month_no) as first_no,
        max(month_no) as last_no,
        list(deviation_share order by month_no) filter (where deviation_share is not null) as deviation_trend
    from compared
    group by entity
),
run as (
    select entity, last_no - coalesce(month_no, first_no - 1) as months_running, deviation_trend
    from last_within
)
select
    p.entity,
    p.project_name,
    p.unit_id,
    p.leader,
    p.department,
    p.total_investment,
    c.invested_ytd,
    c.stat_ytd,
    c.deviation_amount,
    c.deviation_share,
    coalesce(c.is_beyond, false) as is_beyond,
    r.months_running,
    coalesce(r.months_running >= d.limit_months, false) as is_persistent,
    r.deviation_trend,
    c.paid_ytd,
    cast(c.paid_ytd as double) / nullif(cast(c.invested_ytd as double), 0) as paid_share,
    p.physical_share,
    cast(p.physical_share * p.total_investment as decimal(18, 2)) as physical_amount,
    p.invested_total,
    p.invested_total - cast(p.physical_share * p.total_investment as decimal(18, 2)) as physical_gap_amount,
    p.in_statistics_date,
    p.reported_period
from as_of($f) p
join compared c on c.entity = p.entity and c.period = $f.money_month
join run r on r.entity = p.entity
left join deviation d on d.city = $f.city
order by is_persistent desc, r.months_running desc, abs(c.deviation_amount) desc nulls last, p.entity
