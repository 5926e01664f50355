-- Where are the projects, how large are they, how do they stand, and which ten need attention?
-- attention_place: 1 to 10. The rules gap and overdue of a review's agenda (queries/agenda.sql) each make a list, without
-- what is finished; the two are taken in turns, the larger gap first, and a project on both counts once.
-- One row per project.
with open_problem as (
    select q.project_code, count(*) as open_problem_count
    from problems_of($f) q
    where q.ledger = 'collected' and not q.is_resolved
    group by q.project_code
),
stood as (
    select
        p.*,
        p.gap_amount < 0 and p.plan_year > 0 and p.pace_state not in ('not_due', 'finished') as is_gap,
        p.pace_state in ('overdue_start', 'overdue_finish') as is_overdue
    from as_of($f) p
),
listed as (
    select
        s.*,
        case when s.is_gap then row_number() over (partition by s.is_gap order by s.gap_amount, s.entity) end as gap_place,
        case when s.is_overdue then row_number() over (partition by s.is_overdue order by s.days_overdue desc, s.entity) end as overdue_place
    from stood s
),
taken as (
    select
        l.*,
        row_number() over (order by least(l.gap_place, l.overdue_place) nulls last, l.gap_place nulls last, l.entity) as place
    from listed l
)
select
    p.entity,
    p.project_code,
    p.project_name,
    p.unit_id,
    p.division_id,
    p.zone_id,
    p.sector,
    p.level_id,
    p.batch,
    p.stage,
    coalesce(p.lon, d.lon) as lon,
    coalesce(p.lat, d.lat) as lat,
    d.outline,
    p.precision,
    p.crs,
    p.total_investment,
    p.plan_year,
    p.invested_ytd,
    p.completion_share,
    p.time_share,
    p.pace_gap,
    p.gap_amount,
    p.pace_state,
    p.plan_start_date,
    p.actual_start_date,
    p.plan_finish_date,
    p.actual_finish_date,
    p.is_overdue_start,
    p.is_overdue_finish,
    p.days_overdue,
    p.reported_period,
    coalesce(o.open_problem_count, 0) as open_problem_count,
    case when p.place <= 10 and coalesce(p.gap_place, p.overdue_place) is not null then p.place end as attention_place
from taken p
left join open_problem o on o.project_code = p.entity
left join outlines_of($f) d on d.project_code = p.entity
order by p.gap_amount nulls last, p.entity
