-- When was each milestone of the projects chosen ($chosen: focus, provincial, all) promised, when is it expected, when was it done?
-- slip_days, in calendar days: actual, or forecast where still to come, minus promised; past due and open: cut-off minus promised.
-- worst_slip_days: the largest of the project's milestones. project_no counts projects from the worst slip down, page_no the
-- pictures of $size projects each. due_in: this_month or next_month where the promise falls into it.
-- shown_project_count are in the picture of that page, hidden_project_count in the others.
-- One row per milestone, projects with the worst slip first, milestones in the order of works.
with judged as (
    select
        m.*,
        max(m.slip_days) over (partition by m.project_code) as worst_slip_days,
        count(*) filter (where m.is_overdue) over (partition by m.project_code) as project_overdue_count
    from schedule_of($f, $chosen) m
),
numbered as (
    select
        j.*,
        dense_rank() over (
            order by j.worst_slip_days desc nulls last, j.project_overdue_count desc, j.project_code
        ) as project_no
    from judged j
),
paged as (
    select
        n.*,
        (n.project_no - 1) // $size + 1 as page_no,
        max(n.project_no) over () as project_count
    from numbered n
)
select
    n.project_no,
    cast(n.page_no as integer) as page_no,
    least(n.page_no * $size, n.project_count) - (n.page_no - 1) * $size as shown_project_count,
    n.project_count - least(n.page_no * $size, n.project_count) + (n.page_no - 1) * $size as hidden_project_count,
    n.project_code,
    n.project_name,
    n.unit_id,
    n.level_id,
    n.is_focus,
    n.milestone_order,
    n.milestone_kind,
    n.milestone_name,
    n.promised_date,
    n.forecast_date,
    n.actual_date,
    n.milestone_state,
    n.slip_days,
    n.forecast_slip_days,
    n.slip_reason,
    n.leader,
    n.is_overdue,
    n.worst_slip_days,
    n.project_overdue_count,
    case date_trunc('month', n.promised_date)
        when $f.month then 'this_month'
        when $f.month + interval 1 month then 'next_month'
    end as due_in,
    $f.cut_off as cut_off_date
from paged n
order by n.project_no, n.milestone_order, n.promised_date, n.milestone_kind
