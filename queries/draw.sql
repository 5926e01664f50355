-- Which projects does the live inspection look at? A draw by weight and seed ($seed, $count) from the connected sites.
-- Weight: 1 for each project, 2 more where its money is short of time, 2 more where a promised start or finish is overdue, 1 more
-- for each open problem, at most 3 (the columns base_weight to problem_weight are what was added).
-- Weighted sampling without replacement by exponential keys: u in (0, 1) is the first 52 bits of md5 of seed, city and project;
-- the smallest -ln(u) / weight are drawn (Efraimidis and Spirakis). The same seed draws the same projects of the same snapshot.
-- One row per project drawn, in the order of the draw.
with problem as (
    select project_code, count(*) as open_problem_count
    from problems_of($f)
    where not is_resolved and ledger = 'collected'
    group by project_code
),
pool as (
    select
        p.entity,
        p.project_name,
        p.unit_id,
        p.leader,
        p.gap_amount,
        p.days_overdue,
        coalesce(b.open_problem_count, 0) as open_problem_count,
        1 as base_weight,
        case when coalesce(p.gap_amount < 0, false) then 2 else 0 end as gap_weight,
        case when p.is_overdue_start or p.is_overdue_finish then 2 else 0 end as overdue_weight,
        least(coalesce(b.open_problem_count, 0), 3) as problem_weight,
        (('0x' || left(md5(concat_ws('|', $seed, $f.city, p.entity)), 13))::ubigint + 0.5) / 4503599627370496 as u
    from as_of($f) p
    left join problem b on b.project_code = p.entity
    where p.is_connected
),
weighed as (
    select *, base_weight + gap_weight + overdue_weight + problem_weight as draw_weight
    from pool
),
drawn as (
    select
        row_number() over (order by -ln(u) / draw_weight, entity) as draw_no,
        count(*) over () as pool_count,
        sum(draw_weight) over () as pool_weight,
        *
    from weighed
)
select
    draw_no,
    entity,
    project_name,
    unit_id,
    draw_weight,
    base_weight,
    gap_weight,
    overdue_weight,
    problem_weight,
    gap_amount,
    days_overdue,
    open_problem_count,
    leader,
    pool_count,
    pool_weight
from drawn
where draw_no <= $count
order by draw_no
