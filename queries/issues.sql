-- What did the gate find in the month's returns, and where?
-- One row per finding.
select
    s.unit_id,
    s.file_name,
    i.severity,
    i.rule,
    i.sheet,
    i.cell,
    i.found,
    i.message_zh,
    i.message_en,
    s.status
from issue i
join submission s on s.submission_id = i.submission_id
where s.city = $f.city and s.period = $f.month
order by i.severity, s.file_name, i.sheet, i.cell, i.rule
