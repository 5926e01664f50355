-- Money by project and month, every year up to the month: what held for each month as known on the day asked for.
-- Running totals (_ytd from the start of the fiscal year, invested_total from the start of works) are never added over months.
-- One row per project and month.
select
    i.entity as project,
    c.period,
    c.fiscal_year,
    c.month_no,
    i.unit_id,
    i.sector,
    i.batch,
    l.level_id,
    i.invested_ytd,
    i.invested_total,
    i.stat_ytd,
    i.paid_ytd,
    i.physical_share,
    i.reported_period
from investment_piece i
join calendar c on c.city = i.city
    and c.period >= i.valid_from
    and c.period < i.valid_until
    and c.period <= $f.month
left join list_level l on l.city = i.city and l.level_rank = i.level_rank
where i.city = $f.city
    and i.list_kind = $f.list_kind
    and i.known_from <= $f.known_on
    and i.known_until > $f.known_on
    and ($f.units is null or list_contains($f.units, i.unit_id))
    and ($f.sectors is null or list_contains($f.sectors, i.sector))
    and ($f.batches is null or list_contains($f.batches, i.batch))
    and ($f.level is null or i.level_rank <= $f.level_rank)
    and (($f.search is null and $f.project is null) or i.entity in (select h.entity from history($f) h))
order by c.period, i.entity
