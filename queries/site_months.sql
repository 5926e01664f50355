-- How does each project stand in each month of the fiscal year up to f.month, and which ten need attention?
-- attention_place: 1 to 10, as in queries/sites.sql.
-- One row per project and month.
with stood as (
    select
        then_.period,
        p.entity,
        p.project_name,
        p.unit_id,
        p.lon,
        p.lat,
        p.total_investment,
        p.plan_year,
        p.invested_ytd,
        p.gap_amount,
        p.pace_state,
        p.days_overdue,
        p.gap_amount < 0 and p.plan_year > 0 and p.pace_state not in ('not_due', 'finished') as is_gap,
        p.pace_state in ('overdue_start', 'overdue_finish') as is_overdue
    from card_months($f, false) then_,
        lateral (from as_of(card_as_of($f, then_))) p
),
listed as (
    select
        s.*,
        case when s.is_gap then row_number() over (partition by s.period, s.is_gap order by s.gap_amount, s.entity) end as gap_place,
        case when s.is_overdue then row_number() over (partition by s.period, s.is_overdue order by s.days_overdue desc, s.entity) end as overdue_place
    from stood s
),
taken as (
    select
        l.*,
        row_number() over (
            partition by l.period
            order by least(l.gap_place, l.overdue_place) nulls last, l.gap_place nulls last, l.entity
        ) as place
    from listed l
)
select
    t.period,
    t.entity,
    t.project_name,
    t.unit_id,
    coalesce(t.lon, d.lon) as lon,
    coalesce(t.lat, d.lat) as lat,
    t.total_investment,
    t.plan_year,
    t.invested_ytd,
    t.pace_state,
    case when t.place <= 10 and coalesce(t.gap_place, t.overdue_place) is not null then t.place end as attention_place
from taken t
left join outlines_of($f) d on d.project_code = t.entity
order by t.period, t.entity
