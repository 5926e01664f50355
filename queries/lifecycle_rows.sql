-- Which agreements and projects stand behind a step of the life cycle?
-- happened_date: signed, admitted, started, finished, put in use or at full capacity; of reserve projects the promised start,
-- of what is being built the start.
-- One row per step and agreement or project, the latest first.
with project as materialized (
    select entity, project_name, unit_id, list_kind, total_investment, plan_start_date, in_statistics_date, actual_start_date,
        actual_finish_date, commission_date, full_capacity_date, is_listed, is_admitted, is_started, is_building, is_finished,
        is_commissioned, is_full_capacity, is_reserve
    from life($f)
),
step as (
    select 'signed' as lifecycle_step, s.entity, s.agreement_name as project_name, s.unit_id, null as list_kind,
        s.signed_date as happened_date, s.agreed_total as total_investment
    from signings_of($f) s
    union all
    select 'reserve', entity, project_name, unit_id, list_kind, plan_start_date, total_investment
    from project
    where is_reserve
    union all
    select 'admitted', entity, project_name, unit_id, list_kind, in_statistics_date, total_investment
    from project
    where is_admitted
    union all
    select 'started', entity, project_name, unit_id, list_kind, actual_start_date, total_investment
    from project
    where is_listed and is_started
    union all
    select 'building', entity, project_name, unit_id, list_kind, actual_start_date, total_investment
    from project
    where is_listed and is_building
    union all
    select 'finished', entity, project_name, unit_id, list_kind, actual_finish_date, total_investment
    from project
    where is_listed and is_finished
    union all
    select 'commissioned', entity, project_name, unit_id, list_kind, commission_date, total_investment
    from project
    where is_commissioned
    union all
    select 'full_capacity', entity, project_name, unit_id, list_kind, full_capacity_date, total_investment
    from project
    where is_full_capacity
)
select
    s.lifecycle_step,
    s.entity,
    s.project_name,
    s.unit_id,
    s.list_kind,
    s.happened_date,
    s.total_investment
from step s
order by s.lifecycle_step, s.happened_date desc nulls last, s.total_investment desc, s.entity
