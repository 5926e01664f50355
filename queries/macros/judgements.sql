-- What people decided and nobody reports, in force at a month.

-- One row per judgement in force at f.month as known on f.known_on: a later line for the same unit, project, subject and
-- kind takes the place of the earlier one. Of an excuse, a value of 0 takes it back.
create or replace macro judgements_of(f) as table
with latest as (
    select j.*
    from judgement j
    where j.city = f['city']
        and j.period <= f['month']
        and j.noted_on <= f['known_on']
        and (f['units'] is null or list_contains(f['units'], j.unit_id))
    qualify row_number() over (
        partition by j.unit_id, j.project_code, j.subject, j.kind
        order by j.period desc, j.noted_on desc, j.line desc
    ) = 1
)
select l.*
from latest l
where l.until >= f['month']
    and (l.kind <> 'excuse' or coalesce(l.value, 1) <> 0);
