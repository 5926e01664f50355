-- The own plan of each project by month, the truth at the month; plan_ytd runs from the start of the fiscal year.
-- One row per project and planned month.
select
    s.entity as project,
    p.unit_id,
    s.plan_period,
    s.fiscal_year,
    s.plan_amount,
    s.plan_ytd
from plan_state s
join scope($f) p on p.entity = s.entity
where s.city = $f.city
    and s.valid_from <= $f.month
    and s.valid_until > $f.month
    and s.known_from <= $f.known_on
    and s.known_until > $f.known_on
order by s.entity, s.plan_period
