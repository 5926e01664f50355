-- Every headline figure, for everything in scope and for each unit, sector, batch, division and (nested) level.
-- Money speaks of the latest month with money returns, invested_as_of; starts and finishes of f.month itself.
-- One row per cut and key.
select *
from kpi($f, ['all', 'unit', 'sector', 'batch', 'division', 'level'])
order by cut, key
