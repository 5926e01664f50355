-- What a planner may ask beyond the pages: any figure, split by dimensions of data/dimensions.toml, at one or many
-- months, compared with another month or another day of knowledge. Each macro says its own grain.
-- q is the struct that queries/explore.sql makes of a question (paceboard.questions.Question).

-- The fiscal-year days of f at another month and day of knowledge: what queries/when.sql says of it.
-- One row where the month is in the city's calendar.
create or replace macro when_at(f, month, known_on) as table
select struct_update(
    f,
    month := c.period,
    known_on := cast(known_on as date),
    fiscal_year := c.fiscal_year,
    year_start := cast(c.year_end - interval 1 year as date),
    year_end := c.year_end,
    cut_off := last_day(c.period),
    money_month := m.period,
    time_share := cast(m.month_no as double) / 12
) as f
from calendar c
left join lateral (
    select r.period, n.month_no
    from reported r
    join calendar n on n.city = r.city and n.period = r.period and n.fiscal_year = c.fiscal_year
    where r.city = f['city'] and r.kind = 'investment' and r.period <= c.period and r.known_from <= cast(known_on as date)
    order by r.period desc
    limit 1
) m on true
where c.city = f['city'] and c.period = cast(month as date);

-- One row per month that a question looks at, with the filters as of it (f).
-- bucket: first day of the month, quarter or year it stands for (the month itself where time does not split).
-- side: asked or against. is_prior: where the flow of the bucket begins, the last month of the bucket before it in the
-- fiscal year. has_money: money was returned for some month of the bucket.
create or replace macro moments_of(f, q) as table
with seen as (
    select min(r.period) as first_period
    from reported r
    where r.city = f['city'] and r.known_from <= f['known_on']
),
bucketed as (
    select
        c.period,
        c.fiscal_year,
        case q['grain']
            when 'quarter' then cast(c.period - to_months(cast((c.month_no - 1) % 3 as integer)) as date)
            when 'year' then cast(c.year_end - interval 1 year as date)
            else c.period
        end as bucket
    from calendar c
    cross join seen s
    where c.city = f['city']
        and c.period <= f['month']
        and c.period >= s.first_period
        and case
            when q['grain'] = '' then c.period = f['month']
            when q['span'] = 'all' or q['grain'] = 'year' then true
            when q['span'] = 'two' then c.fiscal_year >= f['fiscal_year'] - 1
            else c.fiscal_year = f['fiscal_year']
        end
),
last_of as (
    select bucket, max(period) as period
    from bucketed
    group by bucket
),
sided as (
    select 'asked' as side, l.bucket, l.period, f['known_on'] as known_on
    from last_of l
    union all
    select
        'against' as side,
        l.bucket,
        cast(l.period - to_months(cast(coalesce(
            date_diff('month', cast(q['other_month'] as date), f['month']), q['months_back']) as integer)) as date) as period,
        coalesce(cast(q['known_on'] as date), f['known_on']) as known_on
    from last_of l
    where q['is_compared']
),
placed as (
    select
        s.side,
        s.bucket,
        w.f,
        w.f['money_month'] >= case
            when q['grain'] = '' then w.f['year_start']
            else cast(s.bucket - to_months(cast(date_diff('month', s.period, l.period) as integer)) as date)
        end as has_money
    from sided s
    join last_of l on l.bucket = s.bucket
    cross join lateral (select w.f from when_at(f, s.period, s.known_on) w) w
),
begun as (
    select
        p.side,
        p.bucket,
        p.has_money,
        p.f,
        case q['grain']
            when '' then cast(p.f['money_month'] - interval 1 month as date)
            when 'month' then cast(p.f['month'] - interval 1 month as date)
            when 'quarter' then cast(p.f['month'] - to_months(cast(
                1 + (date_diff('month', p.f['year_start'], p.f['month'])) % 3 as integer)) as date)
        end as prior
    from placed p
    where q['has_flow']
)
select p.side, p.bucket, false as is_prior, p.has_money, p.f
from placed p
union all
select b.side, b.bucket, true as is_prior, b.has_money, w.f
from begun b
cross join lateral (select w.f from when_at(b.f, b.prior, b.f['known_on']) w) w
where b.prior >= b.f['year_start'];

-- The key that a project p has in a dimension of data/dimensions.toml; null: not stated, or no dimension asked for.
-- own_level: the highest list it is on; level: each list it is on. The size is the number of steps that its total
-- investment reaches. owner_kind: by the first signs of the social credit code.
create or replace macro key_of(p, level_id, q, dimension) as case dimension
    when '' then null
    when 'unit' then p.unit_id
    when 'zone' then p.zone_id
    when 'district' then p.division_id
    when 'sector' then p.sector
    when 'industry' then nullif(left(regexp_replace(p.industry_code, '^[A-Za-z]', ''), 2), '')
    when 'level' then level_id
    when 'own_level' then p.level_id
    when 'batch' then p.batch
    when 'class' then p.annual_class
    when 'stage' then p.stage
    when 'state' then p.pace_state
    when 'owner_kind' then case
        when p.owner_code is null then null
        when left(p.owner_code, 2) in ('11', '12', '13', '19') then 'government'
        when left(p.owner_code, 1) = '9' then 'enterprise'
        when left(p.owner_code, 1) = '5' then 'society'
        else 'other'
    end
    when 'owner' then p.owner_name
    when 'leader' then p.leader
    when 'department' then p.department
    when 'size' then case when p.total_investment is not null
        then cast(len(list_filter(q['sizes'], lambda step: p.total_investment >= step * q['factor'])) as varchar) end
end;

-- Yes where p has one of the keys that q keeps of its nth dimension; "": the key is not stated.
create or replace macro is_kept(p, level_id, q, nth) as q['kept_dimensions'][nth] = ''
    or list_contains(q['kept_keys'][nth], coalesce(key_of(p, level_id, q, q['kept_dimensions'][nth]), ''));

-- The same of something that has no project, only a unit.
create or replace macro keeps_unit(q, nth, unit_id) as q['kept_dimensions'][nth] = ''
    or list_contains(q['kept_keys'][nth], case when q['kept_dimensions'][nth] = 'unit' then unit_id else '' end);

-- A measure out of its parts: a sum; a ratio; a ratio minus the time gone (pace); a sum minus what time asks of its
-- plan (gap).
create or replace macro worth(formula, top, bottom, time_share) as case formula
    when 'sum' then cast(top as double)
    when 'ratio' then cast(top as double) / nullif(cast(bottom as double), 0)
    when 'pace' then cast(top as double) / nullif(cast(bottom as double), 0) - time_share
    when 'gap' then cast(top as double) - cast(bottom as double) * time_share
end;

-- What a measure weighs in a change: its numerator, less what time asks where it is a gap.
create or replace macro weight_of(formula, top, bottom, time_share) as case when formula in ('pace', 'gap')
    then cast(top as double) - cast(bottom as double) * time_share else cast(top as double) end;

-- How much of the change of the whole a part brings (before: the other side; all_: the whole). Parts add up to the change:
-- of a rate, its numerator beyond the old rate of the whole, on either side, over the denominator of the whole.
create or replace macro brought(formula, weight, bottom, before, bottom_before, all_bottom, all_before, all_bottom_before) as case
    when formula in ('sum', 'gap') then coalesce(weight, 0) - coalesce(before, 0)
    else (coalesce(weight, 0) - all_before / nullif(all_bottom_before, 0) * coalesce(bottom, 0)) / nullif(all_bottom, 0)
        - (coalesce(before, 0) - all_before / nullif(all_bottom_before, 0) * coalesce(bottom_before, 0))
            / nullif(all_bottom_before, 0)
end;

-- An amount that a project p has, by the name of its measure; null for what only many projects have.
create or replace macro amount_of(p, measure) as case measure
    when 'total_investment' then p.total_investment
    when 'plan_year' then p.plan_year
    when 'plan_original' then p.plan_original
    when 'plan_to_date' then p.plan_to_date
    when 'invested_ytd' then p.invested_ytd
    when 'invested_total' then p.invested_total
    when 'stat_ytd' then p.stat_ytd
    when 'paid_ytd' then p.paid_ytd
end;

-- One row per month looked at and project (nested levels: and level that it is on), with the keys of the dimensions
-- asked for; projects that q narrows away, or that are on the list on one side only where q is_same, are left out.
-- is_counted: the one row of the project that totals over all levels count.
create or replace macro explored(f, q) as table
with kept as materialized (
    select
        m.side,
        m.bucket,
        m.is_prior,
        m.has_money,
        l.level_rank is null or l.level_rank = (select max(y.level_rank) from list_level y where y.city = f['city']) as is_counted,
        coalesce(key_of(p, coalesce(l.level_id, p.level_id), q, q['dimensions'][1]), '') as key_1,
        coalesce(key_of(p, coalesce(l.level_id, p.level_id), q, q['dimensions'][2]), '') as key_2,
        coalesce(key_of(p, coalesce(l.level_id, p.level_id), q, q['dimensions'][3]), '') as key_3,
        p.*
    from moments_of(f, q) m
    cross join lateral (
        select x.*, v.owner_code
        from as_of(m.f) x
        left join project_version v on v.city = x.city and v.entity = x.entity and v.submission_id = x.submission_id
    ) p
    left join list_level l on list_contains(q['dimensions'], 'level') and l.city = f['city'] and l.level_rank >= p.level_rank
    where is_kept(p, p.level_id, q, 1)
        and is_kept(p, p.level_id, q, 2)
        and is_kept(p, p.level_id, q, 3)
),
common as (
    select k.bucket, k.entity
    from kept k
    where q['is_same'] and not k.is_prior
    group by k.bucket, k.entity
    having count(distinct k.side) = 2
)
select k.*
from kept k
where not q['is_same']
    or exists (select 1 from common c where c.bucket = k.bucket and c.entity = k.entity);
