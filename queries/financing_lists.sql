-- What stood on each edition of the city's financing list (融资需求清单) of the fiscal year, and what did it bring?
-- An entry stands on the list of a month when a return of that month states it. new_count: entries that never stood on an earlier
-- list; carried_count: entries that did. granted: what each had been granted by then.
-- One row per edition, in order of time.
with edition as (
    select
        x.entity,
        x.period,
        x.project_code,
        x.enterprise,
        x.wanted,
        x.granted,
        min(x.period) over (partition by x.entity) as first_period
    from funding x
    join statement_interval i on i.kind = 'funding' and i.city = x.city and i.entity = x.entity
        and i.submission_id = x.submission_id and i.valid_from = x.period
    left join named_of($f) n on n.named = x.project_code
    where x.city = $f.city
        and x.funding_kind = 'financing_list'
        and x.period <= $f.month
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
        and ($f.units is null or list_contains($f.units, x.unit_id))
        and (n.named is not null or counts_unnamed($f))
)
select
    e.period,
    count(*) as line_count,
    count(*) filter (where e.first_period = e.period) as new_count,
    count(*) filter (where e.first_period < e.period) as carried_count,
    count(distinct e.enterprise) as enterprise_count,
    sum(e.wanted) as wanted,
    sum(e.granted) as granted,
    cast(sum(e.granted) as double) / nullif(cast(sum(e.wanted) as double), 0) as granted_share
from edition e
where e.period >= $f.year_start
group by e.period
order by e.period
