-- Which projects have started and are not in statistics yet, although they are large enough (the city's admitted_from)?
-- Suspended projects are left out. waiting_days: calendar days from the start of works to the cut-off.
-- One row per project, most money already spent first.
select
    p.entity,
    p.project_name,
    p.unit_id,
    p.total_investment,
    p.actual_start_date,
    date_diff('day', p.actual_start_date, $f.cut_off) as waiting_days,
    p.invested_ytd,
    p.invested_total,
    p.leader,
    p.department
from as_of($f) p
join deviation d on d.city = $f.city
where p.is_begun
    and coalesce(p.status, '') <> 'suspended'
    and not coalesce(p.in_statistics_date <= $f.cut_off, false)
    and p.total_investment >= d.admitted_from
order by p.invested_ytd desc nulls last, p.total_investment desc, p.entity
