-- The ledger of differences: a rectangle adds its amounts at its first corner, takes them back at the two next
-- corners and adds them again at the last, so that a sum over valid_on <= month and known_on <= day is the truth.
-- Rewritten for the units a new return touches.
-- One row per cell, month and day of knowledge in which something differs.
delete from ledger
where exists (
    select 1 from touched_cell c
    where c.city = ledger.city and c.unit_id = ledger.unit_id
);

insert into ledger
with mine as (
    select p.city, p.list_kind, p.unit_id, p.division_id, p.sector, p.level_rank, p.batch,
        p.valid_from, p.valid_until, p.known_from, p.known_until,
        p.invested_ytd, coalesce(p.stat_ytd, 0) as stat_ytd, coalesce(p.paid_ytd, 0) as paid_ytd
    from investment_piece p
    join touched_cell c on c.city = p.city and c.unit_id = p.unit_id
),
corner as (
    select city, list_kind, unit_id, division_id, sector, level_rank, batch,
        valid_from as valid_on, known_from as known_on, 1 as sign, invested_ytd, stat_ytd, paid_ytd
    from mine
    union all
    select city, list_kind, unit_id, division_id, sector, level_rank, batch,
        valid_until as valid_on, known_from as known_on, -1 as sign, invested_ytd, stat_ytd, paid_ytd
    from mine
    where valid_until < date '2200-01-01'
    union all
    select city, list_kind, unit_id, division_id, sector, level_rank, batch,
        valid_from as valid_on, known_until as known_on, -1 as sign, invested_ytd, stat_ytd, paid_ytd
    from mine
    where known_until < date '2200-01-01'
    union all
    select city, list_kind, unit_id, division_id, sector, level_rank, batch,
        valid_until as valid_on, known_until as known_on, 1 as sign, invested_ytd, stat_ytd, paid_ytd
    from mine
    where valid_until < date '2200-01-01' and known_until < date '2200-01-01'
)
select
    city,
    list_kind,
    unit_id,
    division_id,
    sector,
    level_rank,
    batch,
    valid_on,
    known_on,
    cast(sum(sign * invested_ytd) as decimal(18, 2)) as d_invested_ytd,
    cast(sum(sign * stat_ytd) as decimal(18, 2)) as d_stat_ytd,
    cast(sum(sign * paid_ytd) as decimal(18, 2)) as d_paid_ytd,
    cast(sum(sign) as integer) as d_count
from corner
group by city, list_kind, unit_id, division_id, sector, level_rank, batch, valid_on, known_on
having sum(sign * invested_ytd) <> 0 or sum(sign * stat_ytd) <> 0 or sum(sign * paid_ytd) <> 0 or sum(sign) <> 0
order by city, valid_on, known_on, unit_id
