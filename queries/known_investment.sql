-- What does the store know of earlier months' money, for the checks at the gate?
-- What a correction dropped is no longer known.
-- One row per project and month, the latest statement.
with latest as (
    select s.city, s.entity, s.submission_id, s.is_tombstone
    from statement s
    where s.kind = 'investment'
    qualify row_number() over (
        partition by s.city, s.entity, s.period order by s.received_at desc, s.is_tombstone, s.submission_id desc
    ) = 1
)
select r.city, r.unit_id, r.entity, r.period, r.invested_month, r.invested_ytd, r.invested_total
from latest l
join investment_return r on r.city = l.city and r.entity = l.entity and r.submission_id = l.submission_id
where not l.is_tombstone
order by r.city, r.entity, r.period
