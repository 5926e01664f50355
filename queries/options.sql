-- What can be chosen in the filter bar: the units, sectors, batches, levels and lists present in that month?
-- One row per kind and id.
with base as (
    select p.unit_id, p.sector, p.batch, p.level_rank, p.list_kind
    from project_state p
    where p.city = $f.city
        and p.valid_from <= $f.month
        and p.valid_until > $f.month
        and p.known_from <= $f.known_on
        and p.known_until > $f.known_on
),
mine as (
    select unit_id, sector, batch, level_rank
    from base
    where list_kind = $f.list_kind
)
select 'unit' as kind, unit_id as id, count(*) as project_count
from mine
group by unit_id
union all
select 'sector' as kind, sector as id, count(*) as project_count
from mine
where sector is not null
group by sector
union all
select 'batch' as kind, batch as id, count(*) as project_count
from mine
where batch is not null
group by batch
union all
select 'level' as kind, l.level_id as id, count(*) as project_count
from mine m
join list_level l on l.city = $f.city and l.level_rank >= m.level_rank
group by l.level_id
union all
select 'list' as kind, list_kind as id, count(*) as project_count
from base
group by list_kind
order by kind, project_count desc, id
