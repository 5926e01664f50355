-- Which returns were received for the month, and what became of them? Newest first.
-- One row per submission.
with found as (
    select submission_id, count(*) filter (where severity = 'error') as error_count,
        count(*) filter (where severity = 'warning') as warning_count
    from issue
    group by submission_id
)
select
    s.submission_id,
    s.unit_id,
    s.period,
    s.form,
    s.file_name,
    s.received_at,
    s.submitted_by,
    s.status,
    s.reason,
    s.row_count,
    coalesce(i.error_count, 0) as error_count,
    coalesce(i.warning_count, 0) as warning_count
from submission s
left join found i on i.submission_id = s.submission_id
where s.city = $f.city and s.period = $f.month and cast(s.received_at as date) <= $f.known_on
order by s.received_at desc, s.submission_id
