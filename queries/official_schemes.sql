-- Which versions of the scheme has this city ranked by, and which one is official at the month?
-- One row per version.
select
    s.scheme_id,
    s.version,
    s.effective_from,
    s.known_from,
    s.archived_at,
    s.digest,
    s.body,
    s.body = official_scheme($f) as is_current
from scheme s
where s.city = $f.city and s.is_official
order by s.archived_at
