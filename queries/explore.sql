-- What does a planner's own question come to: measures, cell by cell, and their comparison?
-- $q is a paceboard.questions.Question. Every rate is worked out of its own numerator and denominator in
-- every cell and every total; nothing is added over time: a bucket (month, quarter, year) holds what was true at its end,
-- and a flow (invested_month) what came between the end of the bucket before and its own end.
-- place_1: the order asked for; place_2, place_3: the order that the city itself lists the keys in.
-- is_all_1, is_all_2, is_all_3: the cell takes all keys of that dimension together (a total).
-- key "~rest": all keys beyond the first top_count by value of the first measure at the last bucket.
-- against: the value at the other month or day, or of the measure compared with; change = value - against; moved: the
-- change as a part of it. part: of the total of its bucket. contribution: how much of the change of the total's value
-- comes from the cell; contributions of the cells add up to it. running: added up from the first cell on, in the order shown
-- (flows: from the first bucket of the fiscal year). beside: the completion rate behind a gap to time.
-- One row per measure, bucket and cell, in the order shown.
with moment as materialized (
    select
        m.side,
        m.bucket,
        cast(m.f['month'] as date) as month,
        m.f['fiscal_year'] as fiscal_year,
        cast(m.f['time_share'] as double) as time_share
    from moments_of($f, $q) m
    where not m.is_prior
),
project as materialized (
    select p.*, not p.is_prior as is_now
    from explored($f, $q) p
),
added as (
    select
        side,
        bucket,
        key_1,
        key_2,
        key_3,
        is_counted,
        cast(count(*) filter (where is_now) as decimal(38, 2)) as project_count,
        cast(sum(total_investment) filter (where is_now) as decimal(38, 2)) as total_investment,
        cast(sum(plan_year) filter (where is_now) as decimal(38, 2)) as plan_year,
        cast(sum(plan_original) filter (where is_now) as decimal(38, 2)) as plan_original,
        cast(sum(invested_ytd) filter (where is_now and has_money) as decimal(38, 2)) as invested_ytd,
        cast(sum(case when is_prior then -invested_ytd else invested_ytd end) filter (where has_money) as decimal(38, 2)) as invested_month,
        cast(sum(plan_to_date) filter (where is_now and has_money) as decimal(38, 2)) as plan_to_date,
        cast(sum(stat_ytd) filter (where is_now and has_money) as decimal(38, 2)) as stat_ytd,
        cast(sum(paid_ytd) filter (where is_now and has_money) as decimal(38, 2)) as paid_ytd,
        cast(sum(invested_total) filter (where is_now and has_money) as decimal(38, 2)) as invested_total,
        cast(count(*) filter (where is_now and is_planned_start) as decimal(38, 2)) as planned_start_count,
        cast(count(*) filter (where is_now and is_started) as decimal(38, 2)) as started_count,
        cast(count(*) filter (where is_now and is_due_start) as decimal(38, 2)) as due_start_count,
        cast(count(*) filter (where is_now and is_overdue_start) as decimal(38, 2)) as overdue_start_count,
        cast(count(*) filter (where is_now and is_due_start and is_begun) as decimal(38, 2)) as due_started_count,
        cast(count(*) filter (where is_now and is_early_start) as decimal(38, 2)) as early_start_count,
        cast(sum(total_investment) filter (where is_now and is_started) as decimal(38, 2)) as new_start_total,
        cast(count(*) filter (where is_now and is_planned_finish) as decimal(38, 2)) as planned_finish_count,
        cast(count(*) filter (where is_now and is_finished_this_year) as decimal(38, 2)) as finished_count,
        cast(sum(total_investment) filter (where is_now and is_finished_this_year) as decimal(38, 2)) as finished_total,
        cast(count(*) filter (where is_now and is_due_finish) as decimal(38, 2)) as due_finish_count,
        cast(count(*) filter (where is_now and is_overdue_finish) as decimal(38, 2)) as overdue_finish_count,
        cast(count(*) filter (where is_now and is_expected_finish) as decimal(38, 2)) as expected_finish_count,
        cast(sum(total_investment) filter (where is_now and is_expected_finish) as decimal(38, 2)) as expected_finish_total,
        cast(count(*) filter (where is_now and is_begun and not is_finished and coalesce(status, '') <> 'suspended') as decimal(38, 2)) as in_progress_count,
        cast(count(*) filter (where is_now and status = 'suspended') as decimal(38, 2)) as suspended_count,
        cast(count(*) filter (where is_now and is_connected) as decimal(38, 2)) as connected_count,
        cast(count(*) filter (where is_now and is_focus) as decimal(38, 2)) as focus_count,
        cast(count(invested_ytd) filter (where is_now and has_money) as decimal(38, 2)) as reported_count
    from project
    group by all
),
stated as (
    select m.side, m.bucket, x.unit_id, x.project_code, x.is_resolved, x.days_overdue, x.project_name is null as is_alone
    from moments_of($f, $q) m
    cross join lateral (select y.* from problems_of(m.f) y where y.ledger = 'collected') x
    where $q.has_problems and not m.is_prior
),
-- A problem without a project is its unit's alone.
problem as (
    select
        s.side,
        s.bucket,
        case when $q.dimensions[1] = 'unit' then s.unit_id else coalesce(p.key_1, '') end as key_1,
        case when $q.dimensions[2] = 'unit' then s.unit_id else coalesce(p.key_2, '') end as key_2,
        case when $q.dimensions[3] = 'unit' then s.unit_id else coalesce(p.key_3, '') end as key_3,
        coalesce(p.is_counted, true) as is_counted,
        cast(count(*) as decimal(38, 2)) as problem_collected_count,
        cast(count(*) filter (where s.is_resolved) as decimal(38, 2)) as problem_resolved_count,
        cast(count(*) filter (where not s.is_resolved) as decimal(38, 2)) as problem_open_count,
        cast(count(*) filter (where not s.is_resolved and s.days_overdue > 0) as decimal(38, 2)) as problem_overdue_count
    from stated s
    left join project p on p.side = s.side and p.bucket = s.bucket and p.is_now and p.entity = s.project_code
    where case
        when not s.is_alone then p.entity is not null
        when $q.is_same then false
        else keeps_unit($q, 1, s.unit_id) and keeps_unit($q, 2, s.unit_id) and keeps_unit($q, 3, s.unit_id)
    end
    group by all
),
cell as materialized (
    select u.*
    from added unpivot include nulls (amount for part in (
        project_count, total_investment, plan_year, plan_original, invested_ytd, invested_month,
        plan_to_date, stat_ytd, paid_ytd, invested_total, planned_start_count, started_count,
        due_start_count, overdue_start_count, due_started_count, early_start_count, new_start_total,
        planned_finish_count, finished_count, finished_total, due_finish_count, overdue_finish_count,
        expected_finish_count, expected_finish_total, in_progress_count, suspended_count, connected_count,
        focus_count, reported_count
    )) u
    union all
    select u.*
    from problem unpivot include nulls (amount for part in (
        problem_collected_count, problem_resolved_count, problem_open_count, problem_overdue_count
    )) u
),
wanted as (
    select unnest($q.wanted, recursive := true)
),
latest as (
    select max(bucket) as bucket
    from moment
),
natural_order as (
    select 'unit' as dimension, unit_id as key, unit_order as place
    from unit
    where city = $f.city
    union all
    select 'batch' as dimension, batch_id as key, batch_order as place
    from batch
    where city = $f.city
    union all
    select 'stage' as dimension, stage_id as key, stage_order as place
    from stage
    where city = $f.city
    union all
    select unnest(['level', 'own_level']) as dimension, level_id as key, level_rank as place
    from list_level
    where city = $f.city
),
-- The first dimension by the first measure at the last bucket: which keys come first, which are the rest.
first_summed as (
    select
        c.key_1,
        sum(c.amount) filter (where c.part = w.top and c.side = 'asked') as top,
        sum(c.amount) filter (where c.part = w.bottom and c.side = 'asked') as bottom,
        sum(c.amount) filter (where c.part = w.top and c.side = 'against') as top_before,
        sum(c.amount) filter (where c.part = w.bottom and c.side = 'against') as bottom_before
    from cell c
    join latest l on l.bucket = c.bucket
    join wanted w on w.measure = $q.measures[1]
    where c.is_counted or $q.dimensions[1] = 'level'
    group by c.key_1
),
first_figured as (
    select
        s.key_1,
        worth(w.formula, s.top, s.bottom, m.time_share) as value,
        brought(
            w.formula,
            weight_of(w.formula, s.top, s.bottom, m.time_share),
            s.bottom,
            weight_of(w.formula, s.top_before, s.bottom_before, b.time_share),
            s.bottom_before,
            sum(s.bottom) over (),
            sum(weight_of(w.formula, s.top_before, s.bottom_before, b.time_share)) over (),
            sum(s.bottom_before) over ()
        ) as contribution
    from first_summed s
    join wanted w on w.measure = $q.measures[1]
    join latest l on true
    join moment m on m.side = 'asked' and m.bucket = l.bucket
    left join moment b on b.side = 'against' and b.bucket = l.bucket
),
first_ranked as (
    select
        s.key_1,
        row_number() over (
            order by
                case $q.sort when 'value' then -s.value when 'low' then s.value when 'change' then -abs(s.contribution) end nulls last,
                s.key_1 = '',
                n.place nulls last,
                try_cast(s.key_1 as integer),
                s.key_1
        ) as place
    from first_figured s
    left join natural_order n on n.dimension = $q.dimensions[1] and n.key = s.key_1
),
total as materialized (
    select
        c.side,
        c.bucket,
        case
            when a.is_all_1 then ''
            when $q.top_count > 0 and r.place > $q.top_count then '~rest'
            else c.key_1
        end as key_1,
        case when a.is_all_2 then '' else c.key_2 end as key_2,
        case when a.is_all_3 then '' else c.key_3 end as key_3,
        a.is_all_1,
        a.is_all_2,
        a.is_all_3,
        c.part,
        sum(c.amount) as amount,
        min(r.place) as place
    from cell c
    join first_ranked r on r.key_1 = c.key_1
    cross join (
        select x.is_all_1, y.is_all_2, z.is_all_3
        from (values (true), ($q.dimensions[1] = '')) x (is_all_1)
        cross join (values (true), ($q.dimensions[2] = '')) y (is_all_2)
        cross join (values (true), ($q.dimensions[3] = '')) z (is_all_3)
        group by all
    ) a
    where c.is_counted
        or not (a.is_all_1 and $q.dimensions[1] = 'level'
            or a.is_all_2 and $q.dimensions[2] = 'level'
            or a.is_all_3 and $q.dimensions[3] = 'level')
    group by all
),
figured as materialized (
    select
        t.side,
        t.bucket,
        t.key_1,
        t.key_2,
        t.key_3,
        t.is_all_1,
        t.is_all_2,
        t.is_all_3,
        t.place,
        w.measure,
        w.formula,
        w.versus,
        w.runs,
        m.fiscal_year,
        m.time_share,
        cast(t.amount as double) as top,
        cast(u.amount as double) as bottom,
        worth(w.formula, t.amount, u.amount, m.time_share) as value
    from wanted w
    join total t on t.part = w.top
    left join total u on u.part = w.bottom and u.side = t.side and u.bucket = t.bucket
        and u.key_1 = t.key_1 and u.key_2 = t.key_2 and u.key_3 = t.key_3
        and u.is_all_1 = t.is_all_1 and u.is_all_2 = t.is_all_2 and u.is_all_3 = t.is_all_3
    join moment m on m.side = t.side and m.bucket = t.bucket
),
-- Each cell beside the one that it is compared with: of the other month or day, or of the other measure.
paired as (
    select
        coalesce(n.bucket, b.bucket) as bucket,
        coalesce(n.key_1, b.key_1) as key_1,
        coalesce(n.key_2, b.key_2) as key_2,
        coalesce(n.key_3, b.key_3) as key_3,
        coalesce(n.is_all_1, b.is_all_1) as is_all_1,
        coalesce(n.is_all_2, b.is_all_2) as is_all_2,
        coalesce(n.is_all_3, b.is_all_3) as is_all_3,
        coalesce(n.place, b.place) as place,
        coalesce(n.measure, b.measure) as measure,
        coalesce(n.formula, b.formula) as formula,
        n.runs,
        n.fiscal_year,
        n.time_share,
        n.top,
        n.bottom,
        n.value,
        n.value - b.value as change,
        b.value as against,
        weight_of(coalesce(n.formula, b.formula), n.top, n.bottom, n.time_share) as weight,
        weight_of(coalesce(n.formula, b.formula), b.top, b.bottom, b.time_share) as weight_before,
        b.bottom as bottom_before
    from (select f.* from figured f where f.side = 'asked') n
    full join (
        select f.* replace (w.measure as measure)
        from figured f
        join wanted w on w.versus = f.measure and f.side = 'asked' or w.versus = '' and w.measure = f.measure and f.side = 'against'
    ) b on b.bucket = n.bucket and b.measure = n.measure and b.key_1 = n.key_1 and b.key_2 = n.key_2 and b.key_3 = n.key_3
        and b.is_all_1 = n.is_all_1 and b.is_all_2 = n.is_all_2 and b.is_all_3 = n.is_all_3
),
whole as (
    select p.bucket, p.measure, p.value, p.weight, p.bottom, p.against, p.weight_before, p.bottom_before
    from paired p
    where p.is_all_1 and p.is_all_2 and p.is_all_3
)
select
    p.measure,
    p.bucket,
    m.month as bucket_end,
    m.fiscal_year,
    p.key_1,
    p.key_2,
    p.key_3,
    p.is_all_1,
    p.is_all_2,
    p.is_all_3,
    p.place as place_1,
    coalesce(y.place, try_cast(p.key_2 as integer)) as place_2,
    coalesce(z.place, try_cast(p.key_3 as integer)) as place_3,
    p.value,
    p.against,
    p.change,
    case when p.formula in ('sum', 'gap') then p.change / nullif(abs(p.against), 0) end as moved,
    case when p.formula = 'sum' then p.value / nullif(w.value, 0) end as part,
    case
        when w.against is null or w.value is null then null
        else brought(p.formula, p.weight, p.bottom, p.weight_before, p.bottom_before, w.bottom, w.weight_before, w.bottom_before)
    end as contribution,
    case when p.runs then case $q.running
        when 'time' then sum(p.value) over (
            partition by p.measure, p.fiscal_year, p.key_1, p.key_2, p.key_3, p.is_all_1, p.is_all_2, p.is_all_3 order by p.bucket)
        when 'rank' then case when not p.is_all_1 then sum(p.value) over (
            partition by p.measure, p.bucket, p.is_all_1, p.is_all_2, p.is_all_3 order by p.place, p.key_1) end
    end end as running,
    case when p.formula = 'pace' then p.top / nullif(p.bottom, 0) end as beside,
    p.top,
    p.bottom
from paired p
left join whole w on w.bucket = p.bucket and w.measure = p.measure
join moment m on m.side = 'asked' and m.bucket = p.bucket
left join natural_order y on y.dimension = $q.dimensions[2] and y.key = p.key_2
left join natural_order z on z.dimension = $q.dimensions[3] and z.key = p.key_3
order by
    p.bucket,
    p.is_all_1,
    place_1,
    p.is_all_2,
    p.key_2 = '',
    place_2,
    p.key_2,
    p.is_all_3,
    p.key_3 = '',
    place_3,
    p.key_3,
    list_position($q.measures, p.measure)
