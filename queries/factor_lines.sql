-- Which lines of needs and quotas stand behind the figures of factors?
-- One row per line: quotas and collective needs first, then the needs of projects.
select
    x.entity,
    x.factor_kind as factor,
    x.line_kind,
    x.project_count,
    x.project_code,
    x.project_name,
    x.unit_id,
    x.needed,
    x.secured,
    x.needed_by,
    x.plan_year,
    x.note
from factors_of($f) x
order by x.project_code is not null, x.factor_kind, x.line_kind, x.needed_by, x.entity
