-- Which projects finished since the year that the city names, and did they come into use and to full capacity?
-- Every list: what a city follows after completion may stand on a list of its own. Where the city names no year, the
-- fiscal year alone counts. idle_days: from the start of use (or the completion) to the cut-off.
-- One row per finished project, those not at full capacity first, the longest waiting first.
with finished as (
    select
        p.*,
        coalesce(p.commission_date <= $f.cut_off, false) as is_commissioned,
        coalesce(p.full_capacity_date <= $f.cut_off, false) as is_full_capacity,
        coalesce(c.full_capacity_since, $f.fiscal_year) as since_year
    from every_list($f) p
    join city c on c.city = p.city
    where p.actual_finish_date <= $f.cut_off
)
select
    d.entity,
    d.project_name,
    d.unit_id,
    d.list_kind,
    d.sector,
    d.since_year,
    year(d.actual_finish_date) as finish_year,
    d.actual_finish_date,
    d.commission_date,
    d.full_capacity_date,
    d.is_commissioned,
    d.is_full_capacity,
    case
        when not d.is_full_capacity
            then date_diff('day', coalesce(case when d.is_commissioned then d.commission_date end, d.actual_finish_date), $f.cut_off)
    end as idle_days,
    d.total_investment,
    d.leader,
    d.department
from finished d
where year(d.actual_finish_date) >= d.since_year
order by d.is_full_capacity, idle_days desc, d.total_investment desc, d.entity
