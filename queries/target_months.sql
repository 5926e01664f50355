-- What did the time path of one target ask month by month, and what was reached?
-- $entity: the target; $paths: see macro target_months.
-- One row per month of the fiscal year.
select
    m.period,
    m.month_no,
    m.path_share,
    m.path_share * m.target_value as asked_value,
    m.done_value,
    m.target_value,
    m.month_no = m.due_month_no as is_due_month
from target_months($f, $paths) m
where m.entity = $entity
order by m.period
