-- How much was planned for the year and how much is done, by district, in each month of the fiscal year up to f.month, and where?
-- lon, lat: the middle of the district's sites.
-- One row per month and district with any project on the map.
select
    then_.period,
    p.division_id,
    avg(p.lon) as lon,
    avg(p.lat) as lat,
    sum(p.plan_year) as plan_year,
    sum(p.invested_ytd) as invested_ytd,
    count(*) as project_count
from card_months($f, false) then_,
    lateral (from as_of(card_as_of($f, then_))) p
where p.division_id is not null
group by then_.period, p.division_id
having count(p.lon) > 0
order by then_.period, p.division_id
