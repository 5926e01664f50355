-- How much credit is wanted and granted, how many firms have a bank's intention, how much stands on the financing list?
-- Each kind of funding is a universe of its own and they are never added: a credit line is a commitment, an intention is weaker, the
-- list is what the city publishes, and its latest edition alone counts. granted_share: granted of wanted, null where nothing can
-- be granted yet.
-- One row per kind of funding.
with line as (
    select l.*, max(l.period) over (partition by l.funding_kind) as latest_period
    from funding_of($f) l
)
select
    x.funding_kind,
    count(*) as line_count,
    count(distinct x.project_code) as project_count,
    count(distinct x.project_code) filter (where x.wanted > 0) as wanting_count,
    count(distinct x.enterprise) as enterprise_count,
    count(distinct x.bank) as bank_count,
    count(*) filter (where x.granted > 0) as granted_count,
    sum(x.wanted) as wanted,
    sum(x.granted) as granted,
    cast(sum(x.granted) as double) / nullif(cast(sum(x.wanted) as double), 0) as granted_share,
    sum(greatest(x.wanted - coalesce(x.granted, 0), 0)) as ungranted
from line x
where x.funding_kind <> 'financing_list' or x.period = x.latest_period
group by x.funding_kind
order by list_position(['credit', 'loan_intention', 'financing_list'], x.funding_kind)
