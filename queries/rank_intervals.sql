-- How firm is the rank of a unit with few projects: where would it stand if any single one of its projects were left out?
-- $scheme, $more: as in query scores. $most: units with more projects than that are left out of the question. Everything else
-- stays as it is, the unit's rank among the others is counted anew; problems of the project go with it. Measures that
-- macro kpi does not know stay as they are. entity_best, entity_worst: the projects without which the unit would stand best and worst.
-- One row per league and unit with 2 to $most projects.
with chosen as materialized (
    select
        b.body,
        b.s,
        len(list_filter(b.s.indicators, lambda i:
            i.target.mean is not null or i.position = 'rank' or i.denominator_of = 'league'
        )) > 0 as is_relative
    from (select t.body, scheme_of(t.body) as s from (select coalesce($scheme, official_scheme($f)) as body) t) b
),
hurdle as (
    select
        p.project_code,
        p.unit_id,
        count(*) as problem_collected_count,
        count(*) filter (where p.is_resolved) as problem_resolved_count,
        count(*) filter (where not p.is_resolved) as problem_open_count,
        count(*) filter (where not p.is_resolved and p.days_overdue > 0) as problem_overdue_count
    from problems_of($f) p
    where p.ledger = 'collected'
    group by p.project_code, p.unit_id
),
project as materialized (
    select
        a.unit_id,
        a.entity,
        count(*) over mine as n,
        count(*) over mine - 1 as project_count,
        sum(a.total_investment) over mine - coalesce(a.total_investment, 0) as total_investment,
        sum(a.plan_year) over mine - coalesce(a.plan_year, 0) as plan_year,
        sum(a.plan_original) over mine - coalesce(a.plan_original, 0) as plan_original,
        sum(a.plan_to_date) over mine - coalesce(a.plan_to_date, 0) as plan_to_date,
        sum(a.invested_ytd) over mine - coalesce(a.invested_ytd, 0) as invested_ytd,
        sum(a.stat_ytd) over mine - coalesce(a.stat_ytd, 0) as stat_ytd,
        sum(a.paid_ytd) over mine - coalesce(a.paid_ytd, 0) as paid_ytd,
        sum(a.invested_total) over mine - coalesce(a.invested_total, 0) as invested_total,
        sum(a.is_planned_start::int) over mine - a.is_planned_start::int as planned_start_count,
        sum(a.is_started::int) over mine - a.is_started::int as started_count,
        sum(a.is_due_start::int) over mine - a.is_due_start::int as due_start_count,
        sum(a.is_overdue_start::int) over mine - a.is_overdue_start::int as overdue_start_count,
        sum((a.is_due_start and not a.is_overdue_start)::int) over mine - (a.is_due_start and not a.is_overdue_start)::int
            as due_started_count,
        sum(a.is_early_start::int) over mine - a.is_early_start::int as early_start_count,
        sum(case when a.is_started then a.total_investment else 0 end) over mine
            - case when a.is_started then coalesce(a.total_investment, 0) else 0 end as new_start_total,
        sum(a.is_planned_finish::int) over mine - a.is_planned_finish::int as planned_finish_count,
        sum(a.is_finished_this_year::int) over mine - a.is_finished_this_year::int as finished_count,
        sum(case when a.is_finished_this_year then a.total_investment else 0 end) over mine
            - case when a.is_finished_this_year then coalesce(a.total_investment, 0) else 0 end as finished_total,
        sum(a.is_due_finish::int) over mine - a.is_due_finish::int as due_finish_count,
        sum(a.is_overdue_finish::int) over mine - a.is_overdue_finish::int as overdue_finish_count,
        sum(a.is_expected_finish::int) over mine - a.is_expected_finish::int as expected_finish_count,
        coalesce(q.problem_collected_count, 0) as collected,
        coalesce(q.problem_resolved_count, 0) as resolved,
        coalesce(q.problem_open_count, 0) as still_open,
        coalesce(q.problem_overdue_count, 0) as overdue
    from as_of($f) a
    left join hurdle q on q.project_code = a.project_code and q.unit_id = a.unit_id
    window mine as (partition by a.unit_id)
),
hurdles as (
    select
        p.unit_id,
        sum(p.problem_collected_count) as collected,
        sum(p.problem_resolved_count) as resolved,
        sum(p.problem_open_count) as still_open,
        sum(p.problem_overdue_count) as overdue
    from hurdle p
    group by p.unit_id
),
variant as (
    select
        l.id || ' ' || p.unit_id || ' ' || p.entity as league,
        l.id as league_id,
        p.unit_id,
        p.entity,
        p.n,
        to_json(l) as said,
        json_object(p.unit_id, json_merge_patch(
            json_object(
                'project_count', p.project_count, 'total_investment', p.total_investment, 'plan_year', p.plan_year,
                'plan_original', p.plan_original, 'plan_to_date', p.plan_to_date, 'invested_ytd', p.invested_ytd,
                'stat_ytd', p.stat_ytd, 'paid_ytd', p.paid_ytd, 'invested_total', p.invested_total,
                'completion_share', cast(p.invested_ytd as double) / nullif(cast(p.plan_year as double), 0),
                'planned_start_count', p.planned_start_count, 'started_count', p.started_count,
                'start_share', cast(p.started_count as double) / nullif(p.planned_start_count, 0),
                'due_start_count', p.due_start_count, 'overdue_start_count', p.overdue_start_count,
                'due_started_count', p.due_started_count, 'early_start_count', p.early_start_count,
                'due_start_share', cast(p.due_started_count as double) / nullif(p.due_start_count, 0),
                'new_start_total', p.new_start_total, 'planned_finish_count', p.planned_finish_count,
                'finished_count', p.finished_count, 'finish_share', cast(p.finished_count as double) / nullif(p.planned_finish_count, 0),
                'finished_total', p.finished_total, 'due_finish_count', p.due_finish_count,
                'overdue_finish_count', p.overdue_finish_count, 'expected_finish_count', p.expected_finish_count
            ),
            json_object(
                'problem_collected_count', coalesce(a.collected, 0) - p.collected,
                'problem_resolved_count', coalesce(a.resolved, 0) - p.resolved,
                'problem_open_count', coalesce(a.still_open, 0) - p.still_open,
                'problem_overdue_count', coalesce(a.overdue, 0) - p.overdue,
                'problem_share', cast(coalesce(a.resolved, 0) - p.resolved as double) / nullif(coalesce(a.collected, 0) - p.collected, 0)
            )
        )) as without
    from project p
    join unit u on u.city = $f.city and u.unit_id = p.unit_id
    cross join (select unnest(s.leagues) as l from chosen) c
    left join hurdles a on a.unit_id = p.unit_id
    where p.n between 2 and $most
        and c.l.by = 'unit'
        and (len(c.l.kinds) = 0 or list_contains(c.l.kinds, u.unit_kind))
        and (len(c.l.units) = 0 or list_contains(c.l.units, p.unit_id))
),
asked as materialized (
    select
        json_merge_patch(
            any_value(c.body),
            json_object('leagues', json_group_array(json_merge_patch(
                v.said,
                case when c.is_relative then json_object('id', v.league) else json_object('id', v.league, 'units', [v.unit_id]) end
            )))
        ) as body,
        json_merge_patch(coalesce($more, '{}'), json_group_object('@' || v.league, v.without)) as more
    from variant v
    cross join chosen c
),
standing as (
    select s.league, s.unit_id, s.rank, s.score, s.tie
    from standing_of($f, (select cast(body as varchar) from asked), (select cast(more as varchar) from asked)) s
),
now as materialized (
    select s.league, s.unit_id, s.rank, s.score, s.tie
    from standing_of($f, (select body from chosen), coalesce($more, '{}')) s
),
placed as (
    select
        v.league_id,
        v.unit_id,
        v.entity,
        any_value(v.n) as n,
        -- Where units are measured by one another, the whole league was worked out anew.
        case
            when any_value(c.is_relative) then any_value(s.rank)
            else 1 + count(*) filter (where o.score > s.score or (o.score = s.score and o.tie < s.tie))
        end as rank
    from variant v
    cross join chosen c
    join standing s on s.league = v.league and s.unit_id = v.unit_id
    left join now o on o.league = v.league_id and o.unit_id <> v.unit_id
    group by v.league_id, v.unit_id, v.entity
)
select
    p.league_id as league,
    p.unit_id,
    any_value(p.n) as project_count,
    any_value(n.rank) as rank,
    min(p.rank) as rank_best,
    max(p.rank) as rank_worst,
    max(p.rank) - min(p.rank) as rank_width,
    arg_min(p.entity, p.rank) as entity_best,
    arg_max(p.entity, p.rank) as entity_worst
from placed p
join now n on n.league = p.league_id and n.unit_id = p.unit_id
group by p.league_id, p.unit_id
order by p.league_id, any_value(n.rank), p.unit_id
