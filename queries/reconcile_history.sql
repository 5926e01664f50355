-- Project by project and month by month: the commission's figure, statistics, payments and the deviation.
-- One row per project and month of the fiscal year, projects by name, latest month first.
select
    c.entity,
    p.project_name,
    c.unit_id,
    c.period,
    c.invested_ytd,
    c.stat_ytd,
    c.deviation_amount,
    c.deviation_share,
    coalesce(c.is_beyond, false) as is_beyond,
    c.paid_ytd
from compared_of($f) c
join scope($f) p on p.entity = c.entity
order by p.project_name, c.entity, c.period desc
