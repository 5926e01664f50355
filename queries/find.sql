-- What is called so? Projects and problems of the city, and what else has a name (known: units, measures, terms, pages,
-- as JSON), under any spelling (paceboard/spelling.py), whatever list, unit or month they belong to.
-- w1..w4: words that must all be held, folded, empty ones ask nothing; whole: the same joined. is_near = 1 asks for
-- what sounds like it instead: at most one wrong letter in four, and none that sounds less alike than the best.
-- month: the month asked for, or the nearest one that the register speaks of the project.
-- At most `most` of each kind; found_count says how many there are.
-- One row per thing found, the best of each kind first.
with asked as (
    select
        greatest(1, length($sound) // 4) as error_limit,
        -- A wrong letter spoils two pairs; whatever shares less than half of them is no slip of the finger.
        greatest(2, (1 + bit_count(cast($low as hugeint)) + bit_count(cast($high as hugeint))) // 2) as enough,
        list_distinct(list_transform(range(1, length($sound)), lambda i: substr($sound, i, 2))) as grams
),
entry as (
    select e.kind, e.entity, e.title, e.spelt, e.sound, e.grams_low, e.grams_high
    from search_entry e
    where e.city = $f.city and e.known_from <= $f.known_on
    union all
    select k.kind, k.entity, k.title, k.spelt, k.sound, cast(k.grams_low as hugeint), cast(k.grams_high as hugeint)
    from (
        select unnest(from_json($known, '[{"kind":"varchar","entity":"varchar","title":"varchar","spelt":"varchar","sound":"varchar","grams_low":"varchar","grams_high":"varchar"}]')) as k
    )
),
held as (
    select
        e.kind,
        e.entity,
        e.title,
        0 as errors,
        case
            when contains(e.spelt, '|' || $whole || '|') then 0
            when contains(e.spelt, '|' || $whole) then 1
            when contains(e.spelt, $whole) then 2
            else 3
        end * 100000 + instr(e.spelt, $w1) * 100 + least(length(e.title), 99) as distance
    from entry e
    where $is_near = 0
        and contains(e.spelt, $w1)
        and contains(e.spelt, $w2)
        and contains(e.spelt, $w3)
        and contains(e.spelt, $w4)
),
-- First by bits, which cost next to nothing; then, for the few that share most, by the pairs of letters themselves.
maybe as (
    select
        e.kind,
        e.entity,
        e.title,
        e.sound,
        bit_count(e.grams_low & cast($low as hugeint)) + bit_count(e.grams_high & cast($high as hugeint)) as bits
    from entry e
    cross join asked a
    where $is_near = 1
        and bit_count(e.grams_low & cast($low as hugeint)) + bit_count(e.grams_high & cast($high as hugeint)) >= a.enough
    order by e.kind in ('project', 'problem'), bits desc, e.kind, e.entity
    limit 5000
),
likely as (
    select
        m.kind,
        m.entity,
        m.title,
        m.sound,
        len(list_filter(a.grams, lambda g: contains(m.sound, g))) as shared
    from maybe m
    cross join asked a
    qualify row_number() over (partition by m.kind order by shared desc, length(m.sound), m.entity) <= 200
),
heard as (
    select
        l.kind,
        l.entity,
        l.title,
        l.shared,
        list_min(list_transform(
            range(1, greatest(length(l.sound) - length($sound), 0) + 2),
            lambda i: least(
                damerau_levenshtein(substr(l.sound, i, length($sound) - 1), $sound),
                damerau_levenshtein(substr(l.sound, i, length($sound)), $sound),
                damerau_levenshtein(substr(l.sound, i, length($sound) + 1), $sound)
            )
        )) as errors
    from likely l
),
hit as (
    select kind, entity, title, errors, distance
    from held
    union all
    select h.kind, h.entity, h.title, h.errors, h.errors * 100000 - h.shared * 100 + least(length(h.title), 99) as distance
    from heard h
    cross join asked a
    where h.errors <= a.error_limit
        and h.errors = (select min(errors) from heard)
),
thing as (
    select kind, entity, arg_min(title, distance) as title, min(errors) as errors, min(distance) as distance
    from hit
    group by kind, entity
),
best as (
    select
        t.kind,
        t.entity,
        t.title,
        t.errors,
        t.distance,
        count(*) over (partition by t.kind) as found_count,
        row_number() over (partition by t.kind order by t.distance, t.title, t.entity) as place
    from thing t
    qualify place <= $most
),
-- The stretch of the register that holds at the month, else the last before it, else the first after it.
stated as (
    select p.entity, p.project_code, p.project_name, p.unit_id, p.list_kind, p.valid_from, p.valid_until
    from project_state p
    where p.city = $f.city
        and p.known_from <= $f.known_on
        and p.known_until > $f.known_on
        and p.entity in (select entity from best where kind = 'project')
    qualify row_number() over (
        partition by p.entity
        order by p.valid_from > $f.month, case when p.valid_from > $f.month then p.valid_from end, p.valid_from desc
    ) = 1
),
problem_stated as (
    select x.entity, x.unit_id, x.project_code, x.raised_date, x.resolved_date
    from problem x
    join statement_interval i on i.kind = 'problem' and i.city = x.city and i.entity = x.entity and i.submission_id = x.submission_id
    where x.city = $f.city
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
        and x.entity in (select entity from best where kind = 'problem')
    qualify row_number() over (
        partition by x.entity
        order by i.valid_from > $f.month, case when i.valid_from > $f.month then i.valid_from end, i.valid_from desc
    ) = 1
)
select
    b.kind,
    b.entity,
    b.title,
    b.errors,
    b.found_count,
    b.place,
    s.project_name,
    coalesce(s.unit_id, q.unit_id) as unit_id,
    s.list_kind,
    cast(case
        when s.valid_from > $f.month then s.valid_from
        when s.valid_until <= $f.month then s.valid_until - interval 1 month
        else $f.month
    end as date) as month,
    coalesce(q.project_code, s.project_code) as project_code,
    q.raised_date,
    q.resolved_date
from best b
left join stated s on b.kind = 'project' and s.entity = b.entity
left join problem_stated q on b.kind = 'problem' and q.entity = b.entity
order by b.kind, b.place
