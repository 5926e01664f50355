-- Which projects are short of which factor, and which would be released first if more of it came?
-- A project is released by a factor when it is short of nothing else (is_only_gap). Order of release: those first, then by planned
-- investment per missing unit, then by the date of need. release_missing and release_plan add up in that order: with so much more
-- of the factor, so much of the year's plan can go ahead. past_days: days since the factor was needed.
-- One row per factor and project with an open gap, in the order of release.
with short as (
    select
        x.factor_kind as factor,
        x.project_code,
        any_value(x.project_name) as project_name,
        min(x.unit_id) as unit_id,
        any_value(x.level_id) as level_id,
        any_value(x.leader) as leader,
        coalesce(max(x.plan_year), 0) as plan_year,
        max(x.total_investment) as total_investment,
        sum(coalesce(x.needed, 0)) as needed,
        sum(coalesce(x.secured, 0)) as secured,
        sum(greatest(coalesce(x.needed, 0) - coalesce(x.secured, 0), 0)) as missing,
        min(x.needed_by) filter (where coalesce(x.needed, 0) > coalesce(x.secured, 0)) as needed_by
    from factors_of($f) x
    where x.line_kind = 'need' and x.project_code is not null
    group by x.factor_kind, x.project_code
    having sum(greatest(coalesce(x.needed, 0) - coalesce(x.secured, 0), 0)) > 0
),
judged as (
    select
        s.*,
        count(*) over (partition by s.project_code) - 1 as other_gap_count,
        case when s.needed_by <= $f.cut_off then date_diff('day', s.needed_by, $f.cut_off) end as past_days
    from short s
),
queued as (
    select
        j.*,
        j.other_gap_count = 0 as is_only_gap,
        row_number() over (
            partition by j.factor
            order by j.other_gap_count > 0, cast(j.plan_year as double) / cast(j.missing as double) desc, j.needed_by, j.project_code
        ) as release_no
    from judged j
)
select
    q.factor,
    q.release_no,
    q.project_code as entity,
    q.project_name,
    q.unit_id,
    q.level_id,
    q.leader,
    q.plan_year,
    q.total_investment,
    q.needed,
    q.secured,
    q.missing,
    q.needed_by,
    q.past_days,
    q.other_gap_count,
    q.is_only_gap,
    sum(q.missing) over (partition by q.factor order by q.release_no) as release_missing,
    sum(case when q.is_only_gap then q.plan_year else 0 end) over (partition by q.factor order by q.release_no) as release_plan
from queued q
order by q.factor, q.release_no
