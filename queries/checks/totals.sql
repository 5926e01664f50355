-- The ledger and the rectangles it was made from must agree on the money of every unit, as known today.
-- One row per unit and list in which they differ.
with from_ledger as (
    select city, list_kind, unit_id, sum(d_invested_ytd) as invested_ytd, sum(d_count) as project_count
    from ledger
    group by city, list_kind, unit_id
),
from_pieces as (
    select city, list_kind, unit_id, sum(invested_ytd) as invested_ytd, count(*) as project_count
    from investment_piece
    where valid_until = date '2200-01-01' and known_until = date '2200-01-01'
    group by city, list_kind, unit_id
)
select l.city, l.list_kind, l.unit_id, l.invested_ytd, p.invested_ytd as piece_ytd
from from_ledger l
left join from_pieces p on p.city = l.city and p.list_kind = l.list_kind and p.unit_id = l.unit_id
where l.invested_ytd <> coalesce(p.invested_ytd, 0) or l.project_count <> coalesce(p.project_count, 0)
order by l.city, l.list_kind, l.unit_id
