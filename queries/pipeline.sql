-- How many projects stand in each step of the pipeline, how long, how many moved on this fiscal year, and how many of them
-- can still start in it?
-- $by, $steps: see macro stays. $ready: the stages or batches, with commas, from which a start within the year is possible.
-- Days in a step run from the first day of the first month whose return stated it, to the cut-off; where that is the first
-- month that states the project at all, the step began earlier: since_unknown_count says for how many.
-- been_count: stays in the step at any time of the fiscal year = present + moved on + moved back + left the register.
-- ready_count: reserve projects (another list than the main one, not begun) promised for this fiscal year, in a ready step.
-- One row per step, in order; steps without any project too.
with step as (
    select s.step, list_position(string_split($steps, ','), s.step) as step_order
    from (select unnest(string_split($steps, ',')) as step) s
),
stay as (
    select
        s.*,
        date_diff('day', s.since, $f.cut_off) + 1 as present_days,
        date_diff('day', s.since, s.left_from) as past_days,
        l.is_reserve and l.plan_start_date >= $f.year_start and l.plan_start_date < $f.year_end
            and (list_contains(string_split($ready, ','), l.stage) or list_contains(string_split($ready, ','), l.batch)) as is_ready
    from stays($f, $by, $steps) s
    left join life($f) l on l.entity = s.entity
    where s.left_from is null or s.left_from > $f.year_start
),
counted as (
    select
        s.step,
        string_agg(distinct s.list_kind, ',' order by s.list_kind) filter (where s.is_present) as list_kind,
        count(*) filter (where s.is_present) as project_count,
        coalesce(sum(s.total_investment) filter (where s.is_present), 0) as total_investment,
        median(s.present_days) filter (where s.is_present) as median_days,
        max(s.present_days) filter (where s.is_present) as longest_days,
        count(*) filter (where s.is_present and s.is_since_unknown) as since_unknown_count,
        count(*) as been_count,
        count(*) filter (where not s.is_present and s.is_moved_on) as moved_on_count,
        count(*) filter (where not s.is_present and s.is_moved_back) as moved_back_count,
        count(*) filter (where not s.is_present and not s.is_moved_on and not s.is_moved_back) as left_count,
        median(s.past_days) filter (where not s.is_present and s.is_moved_on) as moved_median_days,
        count(*) filter (where s.is_present and s.is_ready) as ready_count
    from stay s
    group by s.step
)
select
    s.step,
    s.step_order,
    $f.cut_off as cut_off_date,
    c.list_kind,
    coalesce(c.project_count, 0) as project_count,
    cast(coalesce(c.total_investment, 0) as decimal(18, 2)) as total_investment,
    cast(c.project_count as double) / nullif(sum(c.project_count) over (), 0) as step_share,
    cast(c.median_days as double) as median_days,
    c.longest_days,
    coalesce(c.since_unknown_count, 0) as since_unknown_count,
    coalesce(c.been_count, 0) as been_count,
    coalesce(c.moved_on_count, 0) as moved_on_count,
    cast(c.moved_on_count as double) / nullif(c.been_count, 0) as moved_on_share,
    coalesce(c.moved_back_count, 0) as moved_back_count,
    coalesce(c.left_count, 0) as left_count,
    cast(c.moved_median_days as double) as moved_median_days,
    coalesce(c.ready_count, 0) as ready_count,
    cast(sum(coalesce(c.project_count, 0)) over () as bigint) as all_count,
    cast(sum(coalesce(c.total_investment, 0)) over () as decimal(18, 2)) as all_total,
    cast(sum(coalesce(c.moved_on_count, 0)) over () as bigint) as all_moved_on_count,
    cast(sum(coalesce(c.since_unknown_count, 0)) over () as bigint) as all_since_unknown_count
from step s
left join counted c on c.step = s.step
order by s.step_order
