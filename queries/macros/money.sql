-- Investment over the months: curves, and the commission's figure against the statistics bureau's.

-- One row per project on the list and month of the fiscal year up to the last with money: what was returned (the
-- commission's figure) against what the statistics bureau accepted; where a month has no return, the one before holds.
-- deviation_share = (commission - statistics) / statistics; null where statistics has nothing to divide by.
-- is_beyond: further apart than the city's limit_share; money returned against statistics of zero is beyond any limit.
create or replace macro compared_of(f) as table
select
    p.entity,
    p.unit_id,
    c.period,
    c.month_no,
    i.invested_ytd,
    i.stat_ytd,
    i.paid_ytd,
    i.invested_ytd - i.stat_ytd as deviation_amount,
    cast(i.invested_ytd - i.stat_ytd as double) / nullif(cast(i.stat_ytd as double), 0) as deviation_share,
    abs(i.invested_ytd - i.stat_ytd) > cast(d.limit_share as decimal(9, 4)) * abs(i.stat_ytd) as is_beyond
from scope(f) p
join calendar c on c.city = f['city'] and c.fiscal_year = f['fiscal_year'] and c.period <= f['money_month']
join investment_piece i on i.city = f['city']
    and i.entity = p.entity
    and i.list_kind = f['list_kind']
    and i.valid_from <= c.period
    and i.valid_until > c.period
    and i.known_from <= f['known_on']
    and i.known_until > f['known_on']
left join deviation d on d.city = f['city'];

-- One row per cut key and month of the fiscal year up to the last with money: year-to-date amounts.
-- Whole units come from the ledger; a text search or a single project from its rectangles. Both give the same sums.
create or replace macro money(f) as table
with spine as (
    select c.period, c.month_no, c.fiscal_year
    from calendar c
    join calendar now on now.city = c.city and now.period = f['month'] and now.fiscal_year = c.fiscal_year
    where c.city = f['city'] and c.period <= f['money_month']
),
named as (
    select entity
    from scope(struct_update(f, units := null, sectors := null, batches := null, level := null))
    where f['search'] is not null or f['project'] is not null
),
line as (
    select l.valid_on, l.unit_id, l.sector, l.batch, l.level_rank, l.d_invested_ytd, l.d_stat_ytd, l.d_paid_ytd, l.d_count
    from ledger l
    where f['search'] is null
        and f['project'] is null
        and l.city = f['city']
        and l.list_kind = f['list_kind']
        and l.known_on <= f['known_on']
        and l.valid_on <= f['month']
    union all
    select unnest([i.valid_from, i.valid_until]) as valid_on, i.unit_id, i.sector, i.batch, i.level_rank,
        unnest([1, -1]) * i.invested_ytd, unnest([1, -1]) * coalesce(i.stat_ytd, 0), unnest([1, -1]) * coalesce(i.paid_ytd, 0),
        unnest([1, -1])
    from investment_piece i
    join named n on n.entity = i.entity
    where i.city = f['city']
        and i.list_kind = f['list_kind']
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
),
kept as (
    select
        case f['split']
            when 'unit' then l.unit_id
            when 'sector' then l.sector
            when 'batch' then l.batch
            when 'level' then v.level_id
            else ''
        end as split_key,
        l.valid_on,
        l.d_invested_ytd,
        l.d_stat_ytd,
        l.d_paid_ytd,
        l.d_count
    from line l
    left join list_level v on f['split'] = 'level' and v.city = f['city'] and v.level_rank >= l.level_rank
    where (f['units'] is null or list_contains(f['units'], l.unit_id))
        and (f['sectors'] is null or list_contains(f['sectors'], l.sector))
        and (f['batches'] is null or list_contains(f['batches'], l.batch))
        and (f['level'] is null or l.level_rank <= f['level_rank'])
),
flow as (
    select
        split_key,
        greatest(valid_on, (select min(period) from spine)) as valid_on,
        sum(d_invested_ytd) as d_invested_ytd,
        sum(d_stat_ytd) as d_stat_ytd,
        sum(d_paid_ytd) as d_paid_ytd,
        sum(d_count) as d_count
    from kept
    where split_key is not null
    group by 1, 2
),
full_spine as (
    select k.split_key, s.period, s.month_no, s.fiscal_year
    from (select distinct split_key from flow) k
    cross join spine s
)
select
    s.split_key,
    s.period,
    s.month_no,
    s.fiscal_year,
    sum(coalesce(w.d_invested_ytd, 0)) over (partition by s.split_key order by s.period) as invested_ytd,
    coalesce(w.d_invested_ytd, 0) as invested_month,
    sum(coalesce(w.d_stat_ytd, 0)) over (partition by s.split_key order by s.period) as stat_ytd,
    sum(coalesce(w.d_paid_ytd, 0)) over (partition by s.split_key order by s.period) as paid_ytd,
    sum(coalesce(w.d_count, 0)) over (partition by s.split_key order by s.period) as reported_count
from full_spine s
left join flow w on w.split_key = s.split_key and w.valid_on = s.period;
