-- What is true of each project and each problem at f.month. Each macro says its own grain.

-- One row per project: register, money, plan to date and every yes-or-no that figures count.
create or replace macro as_of(f) as table
with money as (
    select i.entity, i.reported_period, i.invested_ytd, i.invested_total, i.stat_ytd, i.paid_ytd, i.physical_share
    from investment_piece i
    where i.city = f['city']
        and i.list_kind = f['list_kind']
        and i.valid_from <= f['month']
        and i.valid_until > f['month']
        and i.known_from <= f['known_on']
        and i.known_until > f['known_on']
),
plan as (
    select s.entity, s.plan_ytd
    from plan_state s
    where s.city = f['city']
        and s.plan_period = f['money_month']
        and s.valid_from <= f['month']
        and s.valid_until > f['month']
        and s.known_from <= f['known_on']
        and s.known_until > f['known_on']
),
judged as (
    select
        p.*,
        cast(f['time_share'] as double) as time_share,
        m.reported_period,
        m.invested_ytd,
        m.invested_total,
        m.stat_ytd,
        m.paid_ytd,
        m.physical_share,
        coalesce(n.plan_ytd, p.plan_year * f['time_share']) as plan_to_date,
        coalesce(p.plan_start_date >= f['year_start'] and p.plan_start_date < f['year_end'], false) as is_planned_start,
        coalesce(p.actual_start_date <= f['cut_off'], false) as is_begun,
        coalesce(p.plan_finish_date >= f['year_start'] and p.plan_finish_date < f['year_end'], false) as is_planned_finish,
        coalesce(p.actual_finish_date <= f['cut_off'], false) as is_finished,
        coalesce(p.actual_finish_date <= f['cut_off'] and p.actual_finish_date >= f['year_start'], false) as is_finished_this_year
    from scope(f) p
    left join money m on m.entity = p.entity
    left join plan n on n.entity = p.entity
),
flagged as (
    select
        j.*,
        j.is_planned_start and j.is_begun as is_started,
        j.is_planned_start and j.plan_start_date <= f['cut_off'] as is_due_start,
        j.is_planned_start and j.plan_start_date <= f['cut_off'] and not j.is_begun as is_overdue_start,
        j.is_planned_start and j.is_begun and j.plan_start_date > f['cut_off'] as is_early_start,
        j.is_planned_finish and j.plan_finish_date <= f['cut_off'] as is_due_finish,
        coalesce(j.plan_finish_date <= f['cut_off'], false) and not j.is_finished as is_overdue_finish,
        j.is_planned_finish and not j.is_finished as is_expected_finish,
        cast(j.invested_ytd as double) / nullif(cast(j.plan_year as double), 0) as completion_share
    from judged j
)
select
    g.*,
    g.completion_share - g.time_share as pace_gap,
    g.invested_ytd - g.plan_year * g.time_share as gap_amount,
    case
        when g.is_overdue_start then date_diff('day', g.plan_start_date, f['cut_off'])
        when g.is_overdue_finish then date_diff('day', g.plan_finish_date, f['cut_off'])
    end as days_overdue,
    case
        when g.is_finished then 'finished'
        when g.status = 'suspended' then 'suspended'
        when g.is_overdue_start then 'overdue_start'
        when g.is_overdue_finish then 'overdue_finish'
        when not g.is_begun and g.plan_start_date is not null then 'not_due'
        when g.completion_share is null then 'in_progress'
        when g.completion_share >= g.time_share then 'on_pace'
        else 'behind'
    end as pace_state
from flagged g;

-- One row per problem that is the truth at f.month; a problem without a project belongs to its unit alone.
create or replace macro problems_of(f) as table
with stated as (
    select
        x.*,
        n.sector,
        n.batch,
        n.division_id,
        n.level_rank,
        n.project_name,
        coalesce(x.reopened_date <= f['cut_off'], false) as is_reopened,
        coalesce(x.resolved_date <= f['cut_off'], false)
            and not coalesce(x.reopened_date <= f['cut_off'] and x.reopened_date >= x.resolved_date, false) as is_resolved
    from problem x
    join truth_of(f, 'problem') t on t.entity = x.entity and t.submission_id = x.submission_id
    left join named_of(f) n on n.named = x.project_code
    where x.city = f['city']
        and (f['units'] is null or list_contains(f['units'], x.unit_id))
        and (n.named is not null or counts_unnamed(f))
)
select
    s.*,
    greatest(date_diff('day', s.due_date, case when s.is_resolved then s.resolved_date else f['cut_off'] end), 0) as days_overdue
from stated s;

-- One row per project: the two parts of a rate. measure: completion (invested of the annual plan), starts (started of the
-- planned starts), finishes (finished of the planned finishes).
create or replace macro rate_of(f, measure) as table
select
    a.entity,
    a.unit_id,
    case measure
        when 'completion' then a.invested_ytd
        when 'starts' then cast(a.is_started as integer)
        else cast(a.is_finished_this_year as integer)
    end as done,
    case measure
        when 'completion' then a.plan_year
        when 'starts' then cast(a.is_planned_start as integer)
        else cast(a.is_planned_finish as integer)
    end as planned
from as_of(f) a;
