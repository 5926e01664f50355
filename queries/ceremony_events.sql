-- Which start ceremonies were held this fiscal year?
-- One row per ceremony.
select
    c.entity,
    c.held_date,
    c.ceremony_kind,
    c.title,
    c.unit_id,
    c.project_count as ceremony_project_count,
    c.total_investment as ceremony_total
from ceremonies_of($f) c
order by c.held_date, c.entity
