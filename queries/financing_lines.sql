-- Which credits, intentions and entries of the financing list stand behind the figures of financing?
-- period: the month of the list or return that last stated it.
-- One row per line.
select
    x.funding_kind,
    x.entity,
    x.period,
    x.project_code,
    x.project_name,
    x.unit_id,
    x.enterprise,
    x.bank,
    x.wanted,
    x.granted,
    cast(x.granted as double) / nullif(cast(x.wanted as double), 0) as granted_share,
    x.plan_year
from funding_of($f) x
order by list_position(['credit', 'loan_intention', 'financing_list'], x.funding_kind), x.wanted desc, x.entity
