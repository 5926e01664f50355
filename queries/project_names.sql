-- Which projects are in scope, and what are they called?
-- One row per project.
select
    p.entity,
    p.project_name
from scope($f) p
order by p.project_name, p.entity
