-- The register by rectangle of truth, for the touched projects.
-- One row per project and rectangle.
delete from project_state
where exists (
    select 1 from touched t
    where t.kind = 'project' and t.city = project_state.city and t.entity = project_state.entity
);

insert into project_state
with mine as (
    select v.city, v.entity, v.submission_id, s.received_at, s.period, m.fiscal_year, v.plan_year
    from project_version v
    join statement s on s.kind = 'project' and s.city = v.city and s.entity = v.entity and s.submission_id = v.submission_id
    join touched t on t.kind = 'project' and t.city = v.city and t.entity = v.entity
    join calendar m on m.city = v.city and m.period = v.period
),
original as (
    select city, entity, submission_id,
        first_value(plan_year) over (
            partition by city, entity, fiscal_year order by period, received_at, submission_id
        ) as plan_original
    from mine
)
select
    v.city,
    v.entity,
    v.submission_id,
    i.valid_from,
    i.valid_until,
    i.known_from,
    i.known_until,
    v.unit_id,
    v.project_code,
    v.project_name,
    lower(concat(v.project_name, ' ', coalesce(v.project_code, ''), ' ', coalesce(v.owner_name, ''), ' ', coalesce(v.leader, ''))) as search_text,
    v.list_kind,
    v.level_id,
    l.level_rank,
    v.annual_class,
    v.batch,
    v.stage,
    v.sector,
    v.industry_code,
    v.division_id,
    v.zone_id,
    v.lon,
    v.lat,
    v.crs,
    v.precision,
    v.owner_name,
    v.leader,
    v.department,
    v.total_investment,
    v.prev_years_invested,
    v.plan_year,
    o.plan_original,
    v.plan_start_date,
    v.actual_start_date,
    v.plan_finish_date,
    v.actual_finish_date,
    v.commission_date,
    v.full_capacity_date,
    v.in_statistics_date,
    v.status,
    v.is_focus,
    v.is_connected
from project_version v
join touched t on t.kind = 'project' and t.city = v.city and t.entity = v.entity
join statement_interval i on i.kind = 'project' and i.city = v.city and i.entity = v.entity and i.submission_id = v.submission_id
join original o on o.city = v.city and o.entity = v.entity and o.submission_id = v.submission_id
left join list_level l on l.city = v.city and l.level_id = v.level_id
order by v.city, v.entity, i.known_from, i.valid_from
