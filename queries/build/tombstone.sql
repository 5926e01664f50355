-- Where a sheet lists everything there is, what the unit's previous list held and this one does not has ended.
-- A thing that another unit had stated for the same month by then has moved, not ended.
-- One row per kind, entity and submission that no longer lists it.
delete from statement
where is_tombstone
    and exists (
        select 1 from touched t
        where t.kind = statement.kind and t.city = statement.city and t.entity = statement.entity
    );

insert into statement
with complete as (
    select r.kind, r.city, r.unit_id, r.form, r.period, r.submission_id, r.known_from, r.received_at
    from reported r
    join form_kind k on k.form = r.form and k.kind = r.kind and k.is_complete
),
month_of as (
    select kind, city, unit_id, form, period,
        lag(period) over (partition by kind, city, unit_id, form order by period) as period_before
    from (select distinct kind, city, unit_id, form, period from complete) months
),
listed as (
    select s.kind, s.city, c.unit_id, s.entity, c.form, s.period, min(s.received_at) as received_at
    from statement s
    join touched t on t.kind = s.kind and t.city = s.city and t.entity = s.entity
    join complete c on c.submission_id = s.submission_id and c.kind = s.kind
    where not s.is_tombstone
    group by s.kind, s.city, c.unit_id, s.entity, c.form, s.period
),
missing as (
    select
        c.kind,
        c.city,
        c.unit_id,
        l.entity,
        c.submission_id,
        c.form,
        c.period,
        greatest(c.received_at, l.received_at) as received_at
    from complete c
    join month_of m on m.kind = c.kind and m.city = c.city and m.unit_id = c.unit_id and m.form = c.form and m.period = c.period
    join listed l on l.kind = c.kind and l.city = c.city and l.unit_id = c.unit_id and l.form = c.form
        and (l.period = m.period_before or (l.period = c.period and l.received_at < c.received_at))
    where not exists (
        select 1 from statement s
        where s.kind = c.kind and s.city = c.city and s.entity = l.entity and s.submission_id = c.submission_id
    )
),
moved as (
    select s.kind, s.city, s.entity, s.period, s.received_at, r.unit_id
    from statement s
    join touched t on t.kind = s.kind and t.city = s.city and t.entity = s.entity
    join reported r on r.submission_id = s.submission_id and r.kind = s.kind
    where not s.is_tombstone
)
select
    m.kind,
    m.city,
    m.unit_id,
    m.entity,
    m.submission_id,
    m.form,
    m.period,
    cast(min(m.received_at) as date) as known_from,
    min(m.received_at) as received_at,
    true as is_tombstone
from missing m
where not exists (
    select 1 from moved o
    where o.kind = m.kind and o.city = m.city and o.entity = m.entity and o.period = m.period and o.unit_id <> m.unit_id
        and o.received_at <= m.received_at
)
group by m.kind, m.city, m.unit_id, m.entity, m.submission_id, m.form, m.period
