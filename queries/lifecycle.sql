-- What did the city attract, build and bring to yield this fiscal year up to f.month?
-- Steps count different things (agreements, projects of the main list, projects of any list): they are never added up, and
-- step_total is the agreed total investment of agreements, the total investment of projects.
-- One row per step, in order.
with project as materialized (
    select total_investment, is_listed, is_admitted, is_started, is_building, is_finished, is_commissioned, is_full_capacity,
        is_reserve
    from life($f)
),
step as (
    select 1 as step_order, 'attract' as phase, 'signed' as lifecycle_step, count(*) as step_count,
        sum(s.agreed_total) as step_total
    from signings_of($f) s
    union all
    select 2, 'attract', 'reserve', count(*), sum(total_investment) from project where is_reserve
    union all
    select 3, 'attract', 'admitted', count(*), sum(total_investment) from project where is_admitted
    union all
    select 4, 'build', 'started', count(*), sum(total_investment) from project where is_listed and is_started
    union all
    select 5, 'build', 'building', count(*), sum(total_investment) from project where is_listed and is_building
    union all
    select 6, 'yield', 'finished', count(*), sum(total_investment) from project where is_listed and is_finished
    union all
    select 7, 'yield', 'commissioned', count(*), sum(total_investment) from project where is_commissioned
    union all
    select 8, 'yield', 'full_capacity', count(*), sum(total_investment) from project where is_full_capacity
)
select
    s.step_order,
    s.phase,
    s.lifecycle_step,
    s.step_count,
    cast(coalesce(s.step_total, 0) as decimal(18, 2)) as step_total
from step s
order by s.step_order
