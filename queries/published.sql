-- Do the figures that a bulletin printed for this month come out of the returns?
-- Left out where a bulletin speaks of another month. A figure agrees when it rounds, half up, to what was printed.
-- One row per published figure of the city that speaks of f.month.
with main as materialized (
    select cut, key, project_count, total_investment, plan_year, invested_ytd, completion_share,
        planned_start_count, started_count, start_share, new_start_total, new_start_average,
        planned_finish_count, finished_count, finished_total, finished_invested_ytd,
        expected_finish_count, expected_finish_total, connected_count, focus_count,
        problem_collected_count, problem_resolved_count, problem_share
    from kpi($f, ['all', 'level'])
    where cut in ('all', 'level')
),
other as materialized (
    select 'reserve' as list_kind, stage, batch, total_investment from scope(struct_update($f, list_kind := 'reserve'))
    union all
    select 'early' as list_kind, stage, batch, total_investment from scope(struct_update($f, list_kind := 'early'))
    union all
    select 'pool' as list_kind, stage, batch, total_investment from scope(struct_update($f, list_kind := 'pool'))
    union all
    select 'key' as list_kind, stage, batch, total_investment from scope(struct_update($f, list_kind := 'key'))
),
fact as (
    unpivot (
        select cut, key,
            columns(* exclude (cut, key))::double
        from main
    )
    on columns(* exclude (cut, key))
    into name measure value value
),
computed as (
    select
        m.scope,
        m.measure,
        f.value
    from (values
        ('key projects', 'projects', 'all', '', 'project_count'),
        ('key projects / provincial+city+county', 'projects', 'all', '', 'project_count'),
        ('key projects', 'total_investment', 'all', '', 'total_investment'),
        ('key projects', 'annual_plan', 'all', '', 'plan_year'),
        ('key projects', 'investment_ytd', 'all', '', 'invested_ytd'),
        ('key projects', 'completion_rate', 'all', '', 'completion_share'),
        ('key projects / provincial', 'projects', 'level', 'provincial', 'project_count'),
        ('key projects / provincial', 'investment_ytd', 'level', 'provincial', 'invested_ytd'),
        ('major industrial projects', 'new_starts', 'all', '', 'started_count'),
        ('new starts', 'total_investment', 'all', '', 'new_start_total'),
        ('new starts', 'average_total_investment', 'all', '', 'new_start_average'),
        ('major industrial projects', 'completions', 'all', '', 'finished_count'),
        ('completions', 'investment_completed', 'all', '', 'finished_invested_ytd'),
        ('major industrial projects / provincial', 'projects', 'level', 'provincial', 'project_count'),
        ('major industrial projects / city', 'projects', 'level', 'city', 'project_count'),
        ('major projects / city', 'projects', 'level', 'city', 'project_count'),
        ('major projects / provincial', 'projects', 'level', 'provincial', 'project_count'),
        ('major projects / city', 'planned_completions', 'all', '', 'planned_finish_count'),
        ('provincial and Tangshan key lists / provincial+city', 'projects', 'level', 'city', 'project_count'),
        ('provincial and Tangshan key lists / provincial+city', 'total_investment', 'level', 'city', 'total_investment'),
        ('planned new starts', 'planned_starts', 'all', '', 'planned_start_count'),
        ('planned new starts', 'started', 'all', '', 'started_count'),
        ('planned new starts', 'start_rate', 'all', '', 'start_share'),
        ('planned new starts / provincial', 'planned_starts', 'level', 'provincial', 'planned_start_count'),
        ('planned new starts / provincial', 'started', 'level', 'provincial', 'started_count'),
        ('planned new starts / provincial', 'start_rate', 'level', 'provincial', 'start_share'),
        ('completions', 'completed', 'all', '', 'finished_count'),
        ('completions', 'total_investment', 'all', '', 'finished_total'),
        ('expected by year end', 'projects', 'all', '', 'expected_finish_count'),
        ('expected by year end', 'total_investment', 'all', '', 'expected_finish_total'),
        ('remote dispatch / projects under construction', 'projects', 'all', '', 'connected_count'),
        ('focus projects', 'projects', 'all', '', 'focus_count'),
        ('problems', 'problems_collected', 'all', '', 'problem_collected_count'),
        ('problems', 'problems_resolved', 'all', '', 'problem_resolved_count'),
        ('problems', 'resolution_rate', 'all', '', 'problem_share')
    ) as m (scope, measure, cut, key, fact)
    join fact f on f.cut = m.cut and f.key = m.key and f.measure = m.fact
    union all
    select 'reserve projects' as scope, 'projects' as measure, count(*) as value
    from other
    where list_kind = 'reserve'
    union all
    select concat('reserve projects / ', n.printed) as scope, 'projects' as measure, count(o.stage) as value
    from (values
        ('agreement', 'investment agreement'),
        ('feasibility', 'proposal and feasibility study'),
        ('land', 'approval and land-use planning permit'),
        ('design', 'preliminary and construction drawing design'),
        ('preparation', 'construction preparation')
    ) as n (stage, printed)
    left join other o on o.list_kind = 'reserve' and o.stage = n.stage
    group by n.printed
    union all
    select 'provincial early-stage list / provincial' as scope, 'projects' as measure, count(*) as value
    from other
    where list_kind = 'early'
    union all
    select 'four-batches pool' as scope, 'projects' as measure, count(*) as value
    from other
    where batch is not null
    union all
    select 'four-batches pool' as scope, 'total_investment' as measure, sum(cast(total_investment as double)) as value
    from other
    where batch is not null
    union all
    select 'dispatch meetings' as scope, n.measure, count(m.entity) as value
    from (values
        ('central', 'central_meetings'),
        ('single', 'single_project_meetings'),
        ('site', 'on_site_meetings')
    ) as n (kind, measure)
    left join meetings_of($f) m on m.meeting_kind = n.kind
    group by n.measure
    union all
    select 'inspection rounds' as scope, 'inspection_rounds' as measure, count(*) as value
    from meetings_of($f)
    where meeting_kind = 'inspection'
    union all
    select 'quarterly rally' as scope, 'projects' as measure, sum(project_count) as value
    from meetings_of($f)
    where meeting_kind = 'rally'
    union all
    select concat('centralised starts / ', n.printed) as scope, 'ceremonies' as measure, count(c.entity) as value
    from (values
        ('provincial', 'provincial'),
        ('mega', 'city mega projects'),
        ('industry', 'by industry'),
        ('zone', 'by functional zone')
    ) as n (kind, printed)
    left join ceremonies_of($f) c on c.ceremony_kind = n.kind
    group by n.printed
    union all
    select 'centralised starts' as scope, 'projects' as measure, sum(project_count) as value
    from ceremonies_of($f)
    union all
    select 'centralised starts' as scope, 'total_investment' as measure, sum(cast(total_investment as double)) as value
    from ceremonies_of($f)
    union all
    select 'problems' as scope, 'taskforce_problems_resolved' as measure, count(*) as value
    from problems_of($f)
    where ledger = 'taskforce' and is_resolved
    union all
    select 'problems' as scope, n.measure, sum(l.working_days) as value
    from (values ('general_days', 'sla_general_max'), ('plan_days', 'sla_plan')) as n (kind, measure)
    join problem_limit l on l.limit_kind = n.kind and l.city = $f.city
    group by n.measure
    union all
    select 'bank-enterprise matching' as scope, 'loan_intentions' as measure, count(distinct enterprise) as value
    from funding_of($f)
    where funding_kind = 'loan_intention'
    union all
    select 'credit / provincial+city' as scope, 'projects_with_credit_need' as measure, count(distinct project_code) as value
    from funding_of($f)
    where funding_kind = 'credit' and wanted > 0
    union all
    select 'credit / provincial+city' as scope, 'credit_granted' as measure, sum(cast(granted as double)) as value
    from funding_of($f)
    where funding_kind = 'credit'
    union all
    select 'investment attraction' as scope, 'newly_signed' as measure, count(*) as value
    from signings_of($f)
    union all
    select 'land quota / provincial construction (10 projects)' as scope, 'land' as measure, sum(cast(needed as double)) as value
    from factors_of($f)
    where factor_kind = 'land' and line_kind = 'need' and project_code is null
    union all
    select 'land quota / 13 provincial + 52 city + 6 urban infrastructure' as scope, 'land' as measure,
        sum(cast(needed as double)) as value
    from factors_of($f)
    where factor_kind = 'land' and line_kind = 'quota_advance'
    union all
    select 'land quota / of the 2019 quota handed down' as scope, 'land_share' as measure,
        sum(cast(needed as double)) filter (where line_kind = 'quota_advance')
        / nullif(sum(cast(needed as double)) filter (where line_kind = 'quota_issued'), 0) as value
    from factors_of($f)
    where factor_kind = 'land'
    union all
    -- Targets are stated in the unit of the bulletin: 100M CNY, events, percent.
    select n.scope, n.printed as measure, sum(cast(t.target_value as double)) as value
    from (values
        ('signed_total', 'newly_signed_total_investment', 'investment attraction'),
        ('in_statistics_total', 'investment', 'newly entered statistical database'),
        ('large_events', 'large_events', 'investment attraction'),
        ('team_events', 'small_team_events', 'investment attraction'),
        ('approval_time_reduction', 'approval_time_reduction', 'factor approval')
    ) as n (measure, printed, scope)
    join targets_of($f) t on t.measure = n.measure
    join unit u on u.city = t.city and u.unit_id = t.target_unit_id and u.unit_kind = 'city'
    group by n.scope, n.printed
),
printed as (
    select
        p.source, p.issuer, p.city, p.as_of, p.scope, p.measure, p.unit_name, p.value, p.measure_unit, p.figure_id, p.note,
        case
            when p.value = floor(p.value) then 0
            when p.value * 10 = floor(p.value * 10) then 1
            else 2
        end as decimals
    from published_figure p
    where p.city = $f.city
        and p.figure_id is not null
        and (
            left(p.as_of, 7) = strftime(cast($f.month as date), '%Y-%m')
            or (regexp_matches(p.as_of, '^[0-9]{4} ') and left(p.as_of, 4) = strftime(cast($f.month as date), '%Y'))
            or starts_with(p.as_of, monthname(cast($f.month as date)))
        )
),
scaled as (
    select
        p.*,
        case p.measure_unit
            when '100M CNY' then case when c.measure in ('newly_signed_total_investment', 'investment') then c.value else c.value / 10000 end
            when 'percent' then case when c.measure = 'approval_time_reduction' then c.value else c.value * 100 end
            else c.value
        end as computed
    from printed p
    left join computed c on c.scope = p.scope and c.measure = p.measure
)
select
    s.source,
    s.issuer,
    s.as_of,
    s.scope,
    s.measure,
    s.unit_name,
    s.value,
    s.measure_unit,
    s.figure_id,
    s.computed,
    coalesce(
        case s.decimals
            when 0 then round(cast(s.computed as decimal(28, 12)), 0)
            when 1 then round(cast(s.computed as decimal(28, 12)), 1)
            else round(cast(s.computed as decimal(28, 12)), 2)
        end = s.value,
        false
    ) as agrees,
    s.note
from scaled s
order by s.source, s.scope, s.measure
