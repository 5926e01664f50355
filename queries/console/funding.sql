-- Credit, loans and financing needs.
-- One row per line.
select
    x.project_code as project,
    x.project_name,
    x.unit_id,
    x.funding_kind,
    x.enterprise,
    x.bank,
    x.wanted,
    x.granted
from funding_of($f) x
order by x.funding_kind, x.entity
