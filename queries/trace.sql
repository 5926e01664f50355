-- From which cells does a figure come? $measure is a measure that adds up over projects (money or a count).
-- The values add up to the figure; a count counts the cells that make a project count.
-- One row per cell.
with measure as (
    select *
    from (values
        ('invested_ytd', 'investment', 'invested_ytd'),
        ('stat_ytd', 'investment', 'stat_ytd'),
        ('paid_ytd', 'investment', 'paid_ytd'),
        ('invested_total', 'investment', 'invested_total'),
        ('plan_year', 'project', 'plan_year'),
        ('total_investment', 'project', 'total_investment'),
        ('project_count', 'project', 'project_name'),
        ('planned_start_count', 'project', 'plan_start_date'),
        ('started_count', 'project', 'actual_start_date'),
        ('overdue_start_count', 'project', 'plan_start_date'),
        ('early_start_count', 'project', 'actual_start_date'),
        ('planned_finish_count', 'project', 'plan_finish_date'),
        ('finished_count', 'project', 'actual_finish_date'),
        ('finished_total', 'project', 'total_investment'),
        ('new_start_total', 'project', 'total_investment'),
        ('overdue_finish_count', 'project', 'plan_finish_date'),
        ('expected_finish_count', 'project', 'plan_finish_date'),
        ('expected_finish_total', 'project', 'total_investment'),
        ('connected_count', 'project', 'is_connected'),
        ('focus_count', 'project', 'is_focus')
    ) as m (measure, kind, field)
    where m.measure = $measure
),
counted as (
    select
        p.entity,
        p.project_name,
        p.unit_id,
        m.kind,
        m.field,
        p.submission_id as register_id,
        p.reported_period,
        case $measure
            when 'invested_ytd' then p.invested_ytd
            when 'stat_ytd' then p.stat_ytd
            when 'paid_ytd' then p.paid_ytd
            when 'invested_total' then p.invested_total
            when 'plan_year' then p.plan_year
            when 'total_investment' then p.total_investment
            when 'project_count' then 1
            when 'planned_start_count' then case when p.is_planned_start then 1 end
            when 'started_count' then case when p.is_started then 1 end
            when 'overdue_start_count' then case when p.is_overdue_start then 1 end
            when 'early_start_count' then case when p.is_early_start then 1 end
            when 'planned_finish_count' then case when p.is_planned_finish then 1 end
            when 'finished_count' then case when p.is_finished_this_year then 1 end
            when 'finished_total' then case when p.is_finished_this_year then p.total_investment end
            when 'new_start_total' then case when p.is_started then p.total_investment end
            when 'overdue_finish_count' then case when p.is_overdue_finish then 1 end
            when 'expected_finish_count' then case when p.is_expected_finish then 1 end
            when 'expected_finish_total' then case when p.is_expected_finish then p.total_investment end
            when 'connected_count' then case when p.is_connected then 1 end
            when 'focus_count' then case when p.is_focus then 1 end
        end as value
    from as_of($f) p
    cross join measure m
),
money as (
    select i.entity, i.submission_id
    from statement_interval i
    where i.kind = 'investment'
        and i.city = $f.city
        and i.valid_from <= $f.month
        and i.valid_until > $f.month
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
),
placed as (
    select c.*, case c.kind when 'investment' then m.submission_id else c.register_id end as submission_id
    from counted c
    left join money m on m.entity = c.entity
    where c.value is not null
)
select
    p.entity,
    p.project_name,
    p.unit_id,
    p.value,
    sum(p.value) over () as total,
    s.file_name,
    coalesce(v.sheet, r.sheet) as sheet,
    concat(k.column_letter, coalesce(v.row, r.row)) as cell,
    k.header,
    s.period,
    s.received_at,
    s.submission_id
from placed p
join submission s on s.submission_id = p.submission_id
left join project_version v on p.kind = 'project' and v.city = $f.city and v.entity = p.entity and v.submission_id = p.submission_id
left join investment_return r on p.kind = 'investment' and r.city = $f.city and r.entity = p.entity and r.submission_id = p.submission_id
left join submission_column k on k.submission_id = p.submission_id and k.kind = p.kind and k.field = p.field
    and k.sheet = coalesce(v.sheet, r.sheet)
order by p.unit_id, p.entity
