-- The past of projects: what each was in, and for how long.

-- One row per project of every list: what became of it in the fiscal year up to f.month.
-- is_reserve: on a list beside the main one, and not begun.
create or replace macro life(f) as table
select
    p.*,
    p.list_kind = c.main_list as is_listed,
    coalesce(p.in_statistics_date between f['year_start'] and f['cut_off'], false) as is_admitted,
    coalesce(p.actual_start_date between f['year_start'] and f['cut_off'], false) as is_started,
    coalesce(p.actual_start_date <= f['cut_off'], false)
        and not coalesce(p.actual_finish_date <= f['cut_off'], false)
        and coalesce(p.status, '') <> 'suspended' as is_building,
    coalesce(p.actual_finish_date between f['year_start'] and f['cut_off'], false) as is_finished,
    coalesce(p.commission_date between f['year_start'] and f['cut_off'], false) as is_commissioned,
    coalesce(p.full_capacity_date between f['year_start'] and f['cut_off'], false) as is_full_capacity,
    p.list_kind <> c.main_list and not coalesce(p.actual_start_date <= f['cut_off'], false) as is_reserve
from every_list(f) p
join city c on c.city = p.city;

-- One row per stay of a project in a step of the pipeline, up to f.month.
-- by_what: batch, or stage (of reserve projects); steps: the ids of the steps in the order in which projects advance, with
-- commas. since: the first day of the first month whose return stated the step; is_since_unknown: that is the first month
-- that states the project at all, so the step began earlier. left_from: the month that no longer states the step.
-- A reserve project that came onto the main list has the next step 'listed'.
create or replace macro stays(f, by_what, steps) as table
with step as (
    select s.step, list_position(string_split(steps, ','), s.step) as step_order
    from (select unnest(string_split(steps, ',')) as step) s
),
stated as (
    select
        h.entity,
        h.valid_from,
        h.valid_until,
        h.list_kind,
        h.total_investment,
        case
            when coalesce(h.status, '') = 'removed' then 'removed'
            when by_what = 'batch' then h.batch
            else coalesce(h.stage, case when h.list_kind = c.main_list then 'listed' end)
        end as step
    from history(f) h
    join city c on c.city = h.city
),
turned as (
    select
        t.*,
        t.step is distinct from lag(t.step) over (partition by t.entity order by t.valid_from) as is_turn
    from stated t
),
numbered as (
    select
        t.*,
        count(*) filter (where t.is_turn) over (partition by t.entity order by t.valid_from) as stay_no
    from turned t
),
stay as (
    select
        n.entity,
        n.stay_no,
        any_value(n.step) as step,
        min(n.valid_from) as since,
        max(n.valid_until) as until,
        arg_max(n.list_kind, n.valid_from) as list_kind,
        arg_max(n.total_investment, n.valid_from) as total_investment
    from numbered n
    group by n.entity, n.stay_no
),
followed as (
    select
        s.*,
        lead(s.step) over (partition by s.entity order by s.stay_no) as next_step,
        lead(s.since) over (partition by s.entity order by s.stay_no) as next_since
    from stay s
)
select
    f2.entity,
    f2.stay_no,
    f2.step,
    s.step_order,
    f2.list_kind,
    f2.total_investment,
    f2.since,
    f2.stay_no = 1 as is_since_unknown,
    f2.next_since is null and f2.until > f['month'] as is_present,
    coalesce(f2.next_since, case when f2.until <= f['month'] then f2.until end) as left_from,
    f2.next_step,
    coalesce(f2.next_step = 'listed' or n.step_order > s.step_order, false) as is_moved_on,
    coalesce(n.step_order < s.step_order, false) as is_moved_back
from followed f2
join step s on s.step = f2.step
left join step n on n.step = f2.next_step;
