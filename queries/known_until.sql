-- Up to which day does this snapshot know the city's returns, and which month is its newest?
-- One row.
select
    max(r.known_from) as known_on,
    max(r.period) as month
from reported r
where r.city = $city
