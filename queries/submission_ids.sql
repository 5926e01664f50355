-- Which submissions does this snapshot hold?
-- One row per submission.
select submission_id, status
from submission
order by submission_id
