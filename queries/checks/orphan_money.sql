-- Money must belong to a project in the register.
-- One row per investment row whose project was never registered.
select r.city, r.entity, r.submission_id
from investment_return r
where not exists (select 1 from project_version v where v.city = r.city and v.entity = r.entity)
order by r.city, r.entity
