-- What projects need of land, energy, money and the like, and the quotas they draw on.
-- One row per need or quota line.
select
    x.project_code as project,
    x.project_name,
    x.unit_id,
    x.factor_kind,
    x.line_kind,
    x.measure_unit,
    x.project_count,
    x.needed,
    x.secured,
    x.needed_by,
    x.note
from factors_of($f) x
order by x.factor_kind, x.entity
