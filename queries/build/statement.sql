-- What each accepted submission says about which entity, for the submissions in new_submission.
-- One row per kind, entity and submission.
insert into statement
with stated as (
    select 'project' as kind, city, unit_id, entity, submission_id from project_version
    union all
    select 'plan' as kind, city, unit_id, entity, submission_id from plan_month
    union all
    select 'investment' as kind, city, unit_id, entity, submission_id from investment_return
    union all
    select 'problem' as kind, city, unit_id, entity, submission_id from problem
    union all
    select 'factor' as kind, city, unit_id, entity, submission_id from factor_need
    union all
    select 'funding' as kind, city, unit_id, entity, submission_id from funding
    union all
    select 'signing' as kind, city, unit_id, entity, submission_id from signing
    union all
    select 'meeting' as kind, city, unit_id, entity, submission_id from dispatch_meeting
    union all
    select 'ceremony' as kind, city, unit_id, entity, submission_id from start_ceremony
    union all
    select 'target' as kind, city, unit_id, entity, submission_id from unit_target
    union all
    select 'milestone' as kind, city, unit_id, entity, submission_id from milestone
    union all
    select 'item' as kind, city, unit_id, entity, submission_id from dispatch_item
    union all
    select 'note' as kind, city, unit_id, entity, submission_id from progress_note
    union all
    select 'outline' as kind, city, unit_id, entity, submission_id from project_outline
)
select
    stated.kind,
    stated.city,
    min(stated.unit_id) as unit_id,
    stated.entity,
    stated.submission_id,
    submission.form,
    submission.period,
    cast(submission.received_at as date) as known_from,
    submission.received_at,
    false as is_tombstone
from stated
join new_submission on new_submission.submission_id = stated.submission_id
join submission on submission.submission_id = stated.submission_id
group by
    stated.kind,
    stated.city,
    stated.entity,
    stated.submission_id,
    submission.form,
    submission.period,
    submission.received_at;

insert into reported
select
    statement.submission_id,
    statement.city,
    submission.unit_id,
    statement.form,
    statement.period,
    statement.kind,
    statement.known_from,
    statement.received_at,
    cast(count(statement.entity) as integer) as row_count
from statement
join new_submission on new_submission.submission_id = statement.submission_id
join submission on submission.submission_id = statement.submission_id
where not statement.is_tombstone
group by
    statement.submission_id,
    statement.city,
    submission.unit_id,
    statement.form,
    statement.period,
    statement.kind,
    statement.known_from,
    statement.received_at
