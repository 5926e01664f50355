-- What the ids in coded columns are called: codes is JSON made of the city's profile.
-- One row per column and id.
select
    c.field,
    c.id,
    c.zh,
    c.en
from (select unnest(from_json($codes, '[{"field":"varchar","id":"varchar","zh":"varchar","en":"varchar"}]')) as c)
order by c.field, c.id
