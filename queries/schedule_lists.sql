-- Which lists of projects can be looked at, and how many of their projects have reported milestones?
-- chosen: focus (the focus list of the year), provincial (provincial projects), all. They overlap and are never added up.
-- One row per list that has milestones: focus, provincial, all.
with project as (
    select
        p.entity,
        coalesce(p.is_focus, false) as is_focus,
        coalesce(p.level_id = 'provincial', false) as is_provincial
    from scope($f) p
),
planned as (
    select
        m.project_code,
        count(*) as milestone_count
    from milestones_of($f) m
    group by 1
)
select
    c.chosen,
    count(*) as project_count,
    count(n.project_code) as milestone_project_count,
    count(*) - count(n.project_code) as missing_count,
    cast(coalesce(sum(n.milestone_count), 0) as bigint) as milestone_count
from (values (1, 'focus'), (2, 'provincial'), (3, 'all')) as c (chosen_no, chosen)
join project p on c.chosen = 'all' or (c.chosen = 'focus' and p.is_focus) or (c.chosen = 'provincial' and p.is_provincial)
left join planned n on n.project_code = p.entity
group by c.chosen_no, c.chosen
having count(n.project_code) > 0
order by c.chosen_no
