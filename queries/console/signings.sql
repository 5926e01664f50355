-- The agreements signed this fiscal year.
-- One row per agreement.
select
    x.agreement_name,
    x.unit_id,
    x.signed_date,
    x.agreed_total
from signings_of($f) x
order by x.signed_date, x.entity
