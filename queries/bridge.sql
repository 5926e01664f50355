-- Why did a rate move between two months: other projects on the list, other plans, or work done on the same projects?
-- $measure: completion (invested / annual plan), starts (started / planned starts), finishes (finished / planned).
-- Step by step, so that the steps add up to the whole move: the projects that left the list (left_effect), the plans of
-- those on it at both dates (plan_effect), what they did (work_effect), the projects that came (joined_effect).
-- A project that changed its unit left one and joined the other. Unknown effects are null: a step without a denominator.
-- same_before, same_now: the rate of the projects on the list at both dates. Months of two fiscal years: no rows.
-- plan_from, work_from, joined_from: how far the rate had moved before that step. main_step: the largest step in the
-- direction of the move; null where the rate stood still or is unknown.
-- One row per unit, and one with an empty key for all of them.
with figures_before as (
    select b.entity, b.unit_id, b.done, b.planned
    from rate_of($before, $measure) b
    where $before.fiscal_year = $f.fiscal_year
),
figures_now as (
    select n.entity, n.unit_id, n.done, n.planned
    from rate_of($f, $measure) n
    where $before.fiscal_year = $f.fiscal_year
),
paired as (
    select
        coalesce(n.unit_id, b.unit_id) as unit_id,
        b.entity is not null as is_before,
        n.entity is not null as is_now,
        cast(b.done as decimal(38, 2)) as done_before,
        cast(b.planned as decimal(38, 2)) as planned_before,
        cast(n.done as decimal(38, 2)) as done_now,
        cast(n.planned as decimal(38, 2)) as planned_now
    from figures_before b
    full join figures_now n on n.entity = b.entity and n.unit_id is not distinct from b.unit_id
),
added as (
    select
        coalesce(unit_id, '') as unit_id,
        count(*) filter (where not is_now) as left_count,
        count(*) filter (where not is_before) as joined_count,
        count(*) filter (where is_before and is_now) as same_count,
        count(*) filter (where is_before and is_now and planned_now is distinct from planned_before) as replanned_count,
        sum(done_before) as done_before,
        sum(planned_before) as planned_before,
        sum(done_now) as done_now,
        sum(planned_now) as planned_now,
        sum(done_before) filter (where is_now) as same_done_before,
        sum(planned_before) filter (where is_now) as same_planned_before,
        sum(done_now) filter (where is_before) as same_done_now,
        sum(planned_now) filter (where is_before) as same_planned_now
    from paired
    group by grouping sets ((unit_id), ())
    having count(*) > 0
),
rates as (
    select
        a.*,
        cast(a.done_before as double) / nullif(cast(a.planned_before as double), 0) as share_before,
        cast(a.same_done_before as double) / nullif(cast(a.same_planned_before as double), 0) as same_before,
        cast(a.same_done_before as double) / nullif(cast(a.same_planned_now as double), 0) as same_replanned,
        cast(a.same_done_now as double) / nullif(cast(a.same_planned_now as double), 0) as same_now,
        cast(a.done_now as double) / nullif(cast(a.planned_now as double), 0) as share_now
    from added a
)
select
    r.unit_id,
    r.left_count,
    r.joined_count,
    r.same_count,
    r.replanned_count,
    r.done_before,
    r.planned_before,
    r.done_now,
    r.planned_now,
    r.share_before,
    r.same_before,
    r.same_now,
    r.share_now,
    r.share_now - r.share_before as move,
    r.same_before - r.share_before as left_effect,
    r.same_replanned - r.same_before as plan_effect,
    r.same_now - r.same_replanned as work_effect,
    r.share_now - r.same_now as joined_effect,
    r.same_before - r.share_before as plan_from,
    r.same_replanned - r.share_before as work_from,
    r.same_now - r.share_before as joined_from,
    case when r.share_now <> r.share_before then list_sort(list_filter([
        {'size': (r.same_before - r.share_before) * sign(r.share_now - r.share_before), 'step': 'left'},
        {'size': (r.same_replanned - r.same_before) * sign(r.share_now - r.share_before), 'step': 'plan'},
        {'size': (r.same_now - r.same_replanned) * sign(r.share_now - r.share_before), 'step': 'work'},
        {'size': (r.share_now - r.same_now) * sign(r.share_now - r.share_before), 'step': 'joined'}
    ], lambda s: s.size > 0))[-1].step end as main_step
from rates r
order by r.unit_id
