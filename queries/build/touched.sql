-- The entities whose history a new submission can change: those it states, and, where the sheet lists everything
-- there is, those that the same unit stated in the same or a neighbouring month (they may have ended).
-- One row per kind and entity.
create or replace temp table touched as
with fresh as (
    select r.kind, r.city, r.unit_id, r.form, r.period, r.submission_id
    from reported r
    join new_submission n on n.submission_id = r.submission_id
),
month_of as (
    select kind, city, unit_id, form, period,
        lag(period) over (partition by kind, city, unit_id, form order by period) as period_before,
        lead(period) over (partition by kind, city, unit_id, form order by period) as period_after
    from (select distinct kind, city, unit_id, form, period from reported) months
),
near as (
    select distinct f.kind, f.city, f.unit_id, f.form, m.period, m.period_before, m.period_after
    from fresh f
    join form_kind k on k.form = f.form and k.kind = f.kind and k.is_complete
    join month_of m on m.kind = f.kind and m.city = f.city and m.unit_id = f.unit_id and m.form = f.form and m.period = f.period
)
select distinct s.kind, s.city, s.entity
from statement s
join fresh f on f.submission_id = s.submission_id and f.kind = s.kind
where not s.is_tombstone
union
select distinct s.kind, s.city, s.entity
from statement s
join reported r on r.submission_id = s.submission_id and r.kind = s.kind
join near n on n.kind = r.kind and n.city = r.city and n.unit_id = r.unit_id and n.form = r.form
where not s.is_tombstone
    and (r.period = n.period or r.period = n.period_before or r.period = n.period_after)
