-- Every row must belong to a unit that the profile names.
-- One row per city and unit id that no profile knows.
select distinct r.city, r.unit_id
from project_version r
where not exists (select 1 from unit u where u.city = r.city and u.unit_id = r.unit_id)
order by r.city, r.unit_id
