-- Which months does the city have returns for, as known on f.known_on? Newest first.
-- One row per month with any accepted return.
select
    r.period,
    c.fiscal_year,
    c.month_no,
    count(distinct r.submission_id) as submission_count,
    bool_or(r.kind = 'investment') as has_investment
from reported r
join calendar c on c.city = r.city and c.period = r.period
where r.city = $city
group by r.period, c.fiscal_year, c.month_no
order by r.period desc
