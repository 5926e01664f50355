-- What the search box looks in: each wording of the touched projects and problems, under every spelling.
-- spelled, sound, grams_low and grams_high are functions of paceboard/spelling.py.
-- One row per kind, entity and wording.
delete from search_entry
where exists (
    select 1 from touched t
    where t.kind = search_entry.kind and t.city = search_entry.city and t.entity = search_entry.entity
);

insert into search_entry
with project as (
    select p.city, p.entity, p.project_name as title, p.project_code, p.owner_name, p.leader, min(p.known_from) as known_from
    from project_state p
    join touched t on t.kind = 'project' and t.city = p.city and t.entity = p.entity
    group by p.city, p.entity, p.project_name, p.project_code, p.owner_name, p.leader
),
problem_wording as (
    select x.city, x.entity, coalesce(x.description, x.entity) as title, min(i.known_from) as known_from
    from problem x
    join touched t on t.kind = 'problem' and t.city = x.city and t.entity = x.entity
    join statement_interval i on i.kind = 'problem' and i.city = x.city and i.entity = x.entity and i.submission_id = x.submission_id
    group by x.city, x.entity, coalesce(x.description, x.entity)
),
spelt as (
    select city, 'project' as kind, entity, title, known_from,
        concat(
            spelled(title),
            spelled(coalesce(project_code, '')),
            spelled(coalesce(owner_name, '')),
            spelled(coalesce(leader, '')),
            '|'
        ) as spelt,
        concat(sound(title), ' ', sound(coalesce(owner_name, '')), ' ', sound(coalesce(leader, ''))) as sound
    from project
    union all
    select city, 'problem' as kind, entity, title, known_from, concat(spelled(title), spelled(entity), '|') as spelt, sound(title) as sound
    from problem_wording
)
select
    city,
    kind,
    entity,
    title,
    known_from,
    spelt,
    sound,
    grams_low(sound) as grams_low,
    grams_high(sound) as grams_high
from spelt
order by city, kind, entity, known_from, spelt
