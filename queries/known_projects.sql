-- What does the store know of the register, for the checks at the gate?
-- One row per project, the latest statement.
select v.city, v.unit_id, v.entity, v.period, v.prev_years_invested, v.total_investment, v.plan_year
from project_version v
join statement s on s.kind = 'project' and s.city = v.city and s.entity = v.entity and s.submission_id = v.submission_id
qualify row_number() over (partition by v.city, v.entity order by s.period desc, s.received_at desc, s.submission_id desc) = 1
order by v.city, v.entity
