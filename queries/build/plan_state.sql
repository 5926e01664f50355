-- Each project's own plan curve by rectangle of truth, for the touched plans.
-- One row per project, planned month and rectangle.
delete from plan_state
where exists (
    select 1 from touched t
    where t.kind = 'plan' and t.city = plan_state.city and t.entity = plan_state.entity
);

insert into plan_state
with by_month as (
    select p.city, p.entity, p.submission_id, p.plan_period, m.fiscal_year, sum(p.plan_amount) as plan_amount
    from plan_month p
    join touched t on t.kind = 'plan' and t.city = p.city and t.entity = p.entity
    join calendar m on m.city = p.city and m.period = p.plan_period
    group by p.city, p.entity, p.submission_id, p.plan_period, m.fiscal_year
),
running as (
    select city, entity, submission_id, plan_period, fiscal_year, plan_amount,
        sum(plan_amount) over (partition by city, entity, submission_id, fiscal_year order by plan_period) as plan_ytd
    from by_month
)
select
    r.city,
    r.entity,
    r.submission_id,
    i.valid_from,
    i.valid_until,
    i.known_from,
    i.known_until,
    r.plan_period,
    r.fiscal_year,
    cast(r.plan_amount as decimal(18, 2)) as plan_amount,
    cast(r.plan_ytd as decimal(18, 2)) as plan_ytd
from running r
join statement_interval i on i.kind = 'plan' and i.city = r.city and i.entity = r.entity and i.submission_id = r.submission_id
order by r.city, r.plan_period, r.entity
