-- Are milestones of the projects chosen ($chosen: focus, provincial, all) kept, and what holds them up?
-- Due: promised up to the cut-off; on time: done by the promised day. is_due_sum: due = on time + done late + overdue.
-- Slipped: slip_days above zero, done late, overdue or expected late; a delay that is carried to later milestones counts at
-- each of them. The cut "reason" holds slipped ones alone, the most days first; reason_share adds their parts up (Pareto).
-- One row per cut (all, kind, reason) and key; kinds in the order of works, an empty reason is one that was not stated.
with milestone_row as (
    select
        m.project_code,
        m.milestone_kind,
        m.milestone_order,
        coalesce(m.slip_reason, '') as slip_reason,
        m.is_done,
        m.is_due,
        m.is_on_time,
        m.is_overdue,
        m.forecast_date,
        m.promised_date,
        greatest(m.slip_days, 0) as late_days,
        m.slip_days > 0 as is_slipped,
        date_trunc('month', m.promised_date) = $f.month as is_this_month,
        date_trunc('month', m.promised_date) = $f.month + interval 1 month as is_next_month
    from schedule_of($f, $chosen) m
),
counted as (
    select
        c.cut,
        case c.cut when 'kind' then m.milestone_kind when 'reason' then m.slip_reason else '' end as key,
        min(m.milestone_order) as milestone_order,
        count(*) as milestone_count,
        count(distinct m.project_code) as milestone_project_count,
        count(*) filter (where m.is_due) as milestone_due_count,
        count(*) filter (where m.is_due and m.is_on_time) as milestone_on_time_count,
        count(*) filter (where m.is_due and m.is_done and not m.is_on_time) as milestone_late_count,
        count(*) filter (where m.is_overdue) as milestone_overdue_count,
        count(*) filter (where m.is_done and not m.is_due) as milestone_early_count,
        count(*) filter (where m.is_slipped) as milestone_slipped_count,
        cast(coalesce(sum(m.late_days) filter (where m.is_slipped), 0) as bigint) as milestone_slip_days,
        max(m.late_days) filter (where m.is_slipped) as milestone_longest_days,
        count(*) filter (where m.is_due and m.promised_date >= $f.year_start) as milestone_year_due_count,
        count(*) filter (where m.is_due and m.is_on_time and m.promised_date >= $f.year_start) as milestone_year_on_time_count,
        count(*) filter (where m.is_this_month) as milestone_this_count,
        count(*) filter (where m.is_this_month and m.is_done) as milestone_this_done_count,
        count(*) filter (where m.is_next_month) as milestone_next_count,
        count(*) filter (where m.is_next_month and not m.is_done and m.forecast_date > m.promised_date) as milestone_next_late_count
    from (values ('all'), ('kind'), ('reason')) as c (cut)
    join milestone_row m on c.cut <> 'reason' or m.is_slipped
    group by 1, 2
)
select
    c.cut,
    c.key,
    case when c.cut = 'kind' then c.key end as milestone_kind,
    case when c.cut = 'reason' then c.key end as slip_reason,
    $f.cut_off as register_as_of,
    c.milestone_count,
    c.milestone_project_count,
    c.milestone_due_count,
    c.milestone_on_time_count,
    cast(c.milestone_on_time_count as double) / nullif(c.milestone_due_count, 0) as milestone_on_time_share,
    c.milestone_late_count,
    c.milestone_overdue_count,
    c.milestone_due_count = c.milestone_on_time_count + c.milestone_late_count + c.milestone_overdue_count as is_due_sum,
    c.milestone_early_count,
    c.milestone_slipped_count,
    c.milestone_slip_days,
    c.milestone_longest_days,
    cast(c.milestone_slip_days as double) / nullif(sum(c.milestone_slip_days) over (partition by c.cut), 0) as part_share,
    case
        when c.cut = 'reason' then cast(sum(c.milestone_slip_days) over added as double)
            / nullif(sum(c.milestone_slip_days) over (partition by c.cut), 0)
    end as reason_share,
    c.milestone_year_due_count,
    c.milestone_year_on_time_count,
    cast(c.milestone_year_on_time_count as double) / nullif(c.milestone_year_due_count, 0) as milestone_year_on_time_share,
    c.milestone_this_count,
    c.milestone_this_done_count,
    c.milestone_next_count,
    c.milestone_next_late_count
from counted c
window added as (partition by c.cut order by c.milestone_slip_days desc, c.key)
order by c.cut, case when c.cut = 'reason' then -c.milestone_slip_days else c.milestone_order end, c.key
