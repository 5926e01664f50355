-- Which keys do the projects in scope have in the first dimension of a question, and how many projects has each?
-- One row per key, the most frequent first; "" is not stated.
select
    p.key_1 as key,
    count(*) as project_count
from explored($f, $q) p
group by p.key_1
order by project_count desc, key
