-- Where does each unit work? The middle (median) of the positions of its projects: places its tile where no border
-- file draws it.
-- One row per unit of the projects in scope.
select
    p.unit_id,
    count(*) as project_count,
    median(p.lon) as lon,
    median(p.lat) as lat
from as_of($f) p
group by p.unit_id
order by p.unit_id
