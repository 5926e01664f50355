-- Where did each value of one project come from that is the truth now?
-- One row per value.
with truth as (
    select i.kind, i.submission_id
    from statement_interval i
    where i.city = $f.city
        and i.entity = $f.project
        and i.kind in ('project', 'investment')
        and i.valid_from <= $f.month
        and i.valid_until > $f.month
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
),
register as (
    unpivot (
        select
            v.submission_id,
            v.sheet,
            v.row,
            columns(v.* exclude (submission_id, city, entity, period, sheet, row, sector, lon, lat))::varchar
        from project_version v
        join truth t on t.kind = 'project' and t.submission_id = v.submission_id
        where v.city = $f.city and v.entity = $f.project
    )
    on columns(* exclude (submission_id, sheet, row))
    into name field value value
),
money as (
    unpivot (
        select
            r.submission_id,
            r.sheet,
            r.row,
            columns(r.* exclude (submission_id, city, unit_id, entity, period, sheet, row))::varchar
        from investment_return r
        join truth t on t.kind = 'investment' and t.submission_id = r.submission_id
        where r.city = $f.city and r.entity = $f.project
    )
    on columns(* exclude (submission_id, sheet, row))
    into name field value value
),
stated as (
    select 'project' as kind, r.* from register r
    union all
    select 'investment' as kind, m.* from money m
)
select
    d.kind,
    d.field,
    d.value,
    s.file_name,
    d.sheet,
    concat(k.column_letter, d.row) as cell,
    k.header,
    k.factor,
    s.period,
    s.received_at,
    d.submission_id
from stated d
join submission s on s.submission_id = d.submission_id
left join submission_column k on k.submission_id = d.submission_id and k.kind = d.kind and k.sheet = d.sheet and k.field = d.field
order by d.kind desc, k.column_letter is null, len(k.column_letter), k.column_letter, d.field
