-- Money by rectangle of truth, cut where the project changes unit, list, sector, level or batch.
-- Rewritten for the touched projects, whether their money or their register row was stated anew.
-- One row per project and rectangle.
create or replace temp table touched_money as
select distinct city, entity
from touched
where kind in ('project', 'investment');

create or replace temp table touched_cell as
select distinct p.city, p.unit_id
from investment_piece p
join touched_money t on t.city = p.city and t.entity = p.entity;

delete from investment_piece
where exists (
    select 1 from touched_money t
    where t.city = investment_piece.city and t.entity = investment_piece.entity
);

insert into investment_piece
select
    r.city,
    r.entity,
    r.submission_id,
    r.period as reported_period,
    greatest(i.valid_from, p.valid_from) as valid_from,
    least(i.valid_until, p.valid_until) as valid_until,
    greatest(i.known_from, p.known_from) as known_from,
    least(i.known_until, p.known_until) as known_until,
    p.list_kind,
    p.unit_id,
    p.division_id,
    p.sector,
    p.level_rank,
    p.batch,
    r.invested_ytd,
    r.invested_total,
    r.stat_ytd,
    r.paid_ytd,
    r.physical_share
from investment_return r
join touched_money t on t.city = r.city and t.entity = r.entity
join statement_interval i on i.kind = 'investment' and i.city = r.city and i.entity = r.entity and i.submission_id = r.submission_id
join project_state p on p.city = r.city and p.entity = r.entity
    and p.valid_from < i.valid_until and p.valid_until > i.valid_from
    and p.known_from < i.known_until and p.known_until > i.known_from
where coalesce(p.status, '') <> 'removed'
order by r.city, greatest(i.valid_from, p.valid_from), r.entity;

insert into touched_cell
select distinct p.city, p.unit_id
from investment_piece p
join touched_money t on t.city = p.city and t.entity = p.entity
where not exists (select 1 from touched_cell c where c.city = p.city and c.unit_id = p.unit_id)
