-- What does the store know of earlier months' money, for the checks at the gate?
-- One row per project and month, the latest statement.
select r.city, r.unit_id, r.entity, r.period, r.invested_month, r.invested_ytd, r.invested_total
from investment_return r
join statement s on s.kind = 'investment' and s.city = r.city and s.entity = r.entity and s.submission_id = r.submission_id
qualify row_number() over (partition by r.city, r.entity, r.period order by s.received_at desc, s.submission_id desc) = 1
order by r.city, r.entity, r.period
