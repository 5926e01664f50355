-- Which cities does the store hold, and what was their latest month?
-- One row per city with any accepted return.
select
    r.city,
    max(r.period) as latest_month,
    count(distinct r.submission_id) as submission_count
from reported r
group by r.city
order by r.city
