-- What did each submission change about one project?
-- The register against the statement before it, and money that was stated anew for a month already reported.
-- One row per submission and field that it changed.
with version as (
    select
        v.submission_id,
        v.sheet,
        v.row,
        v.period,
        columns(v.* exclude (submission_id, city, entity, period, sheet, row, sector, lon, lat))::varchar
    from project_version v
    where v.city = $f.city and v.entity = $f.project
),
register as (
    unpivot version
    on columns(* exclude (submission_id, sheet, row, period))
    into name field value value
),
field_of as (
    select distinct field
    from register
),
every as (
    select v.submission_id, v.sheet, v.row, v.period, f.field, r.value, 'project' as kind, '' as about
    from version v
    cross join field_of f
    left join register r on r.submission_id = v.submission_id and r.field = f.field and r.row = v.row
),
money as (
    unpivot (
        select
            i.submission_id,
            i.sheet,
            i.row,
            i.period,
            columns(i.* exclude (submission_id, city, unit_id, entity, period, sheet, row))::varchar
        from investment_return i
        where i.city = $f.city and i.entity = $f.project
    )
    on columns(* exclude (submission_id, sheet, row, period))
    into name field value value
),
stated as (
    select e.submission_id, e.sheet, e.row, e.period, e.field, e.value, e.kind, e.about
    from every e
    union all
    select m.submission_id, m.sheet, m.row, m.period, m.field, m.value, 'investment' as kind, m.period::varchar as about
    from money m
),
compared as (
    select
        t.*,
        s.received_at,
        s.unit_id,
        s.file_name,
        lag(t.value) over spell as old_value,
        row_number() over spell as statement_no
    from stated t
    join submission s on s.submission_id = t.submission_id
    where cast(s.received_at as date) <= $f.known_on
    window spell as (partition by t.kind, t.about, t.field order by t.period, s.received_at, t.submission_id)
)
select
    c.received_at,
    c.period,
    c.unit_id,
    c.file_name,
    c.sheet,
    c.row,
    concat(k.column_letter, c.row) as cell,
    c.kind,
    c.field,
    c.old_value,
    c.value as new_value,
    c.submission_id
from compared c
left join submission_column k on k.submission_id = c.submission_id and k.kind = c.kind and k.sheet = c.sheet and k.field = c.field
where c.statement_no > 1 and c.old_value is distinct from c.value
order by c.received_at desc, c.period desc, c.field
