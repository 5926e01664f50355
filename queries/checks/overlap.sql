-- At no month and on no day of knowledge may a project have two truths.
-- One row per pair of rectangles of one project that overlap.
select a.city, a.entity, a.submission_id, b.submission_id as other_id
from project_state a
join project_state b on b.city = a.city and b.entity = a.entity
    and (a.valid_from < b.valid_from or (a.valid_from = b.valid_from and a.known_from < b.known_from))
where a.valid_from < b.valid_until
    and b.valid_from < a.valid_until
    and a.known_from < b.known_until
    and b.known_from < a.known_until
order by a.city, a.entity
