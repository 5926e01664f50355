-- How do the problems of one ledger ($ledger) run through the loop: collected, assigned, within or past the limit, resolved or open
-- or reopened, confirmed? At each step the nodes add up to what came from the step before.
-- One row per link between two nodes of neighbouring steps (the first node: none before it), in the order of the picture.
with problem as materialized (
    select
        case when p.is_assigned then 'assigned' else 'unassigned' end as assignment,
        case
            when not p.is_assigned then null
            when p.limit_date is null then 'unlimited'
            when p.is_late then 'late'
            else 'in_time'
        end as timing,
        case
            when not p.is_assigned then null
            when p.is_resolved then 'resolved'
            when p.is_reopened then 'reopened'
            else 'open'
        end as outcome,
        case p.step when 'confirmed' then 'confirmed' when 'resolved' then 'unconfirmed' end as closing
    from problem_steps_of($f, $ledger) p
),
link as (
    select 1 as step_no, null as node_from, 'collected' as node, count(*) as link_count
    from problem
    union all
    select 2 as step_no, 'collected' as node_from, assignment as node, count(*) as link_count
    from problem
    group by assignment
    union all
    select 3 as step_no, assignment as node_from, timing as node, count(*) as link_count
    from problem
    where timing is not null
    group by assignment, timing
    union all
    select 4 as step_no, timing as node_from, outcome as node, count(*) as link_count
    from problem
    where outcome is not null
    group by timing, outcome
    union all
    select 5 as step_no, outcome as node_from, closing as node, count(*) as link_count
    from problem
    where closing is not null
    group by outcome, closing
)
select
    l.step_no,
    l.node_from,
    l.node,
    l.link_count,
    cast(sum(l.link_count) over (partition by l.step_no, l.node) as bigint) as node_count
from link l
where l.link_count > 0
order by
    l.step_no,
    list_position(
        ['collected', 'assigned', 'unassigned', 'in_time', 'late', 'unlimited', 'resolved', 'open', 'reopened', 'confirmed', 'unconfirmed'],
        l.node
    ),
    list_position(['collected', 'assigned', 'in_time', 'late', 'unlimited', 'resolved'], l.node_from)
