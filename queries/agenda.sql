-- Which projects belong on the agenda of a review, by which rule, and in which order?
-- gap: furthest behind time, in money, of those that were to start by now. overdue: start or completion past its promised day.
-- stuck: under way, but no more money than two months earlier in the fiscal year. problem: an open problem past its limit.
-- decision: a meeting's decision overdue, or due within thirty days of the cut-off. A project may come under several rules.
-- One row per rule and project (problem, decision), the most pressing first; position counts within the rule.
with known as (
    select p.entity, p.project_name, p.unit_id, p.plan_year, p.invested_ytd, p.completion_share, p.gap_amount, p.pace_state, p.days_overdue,
        p.is_begun and not p.is_finished and coalesce(p.status, '') <> 'suspended' as is_under_way
    from as_of($f) p
),
earlier as (
    select i.entity, i.invested_ytd
    from investment_piece i
    cross join (select cast(cast($f.money_month as date) - interval 2 month as date) as month) ago
    where i.city = $f.city
        and i.list_kind = $f.list_kind
        and ago.month >= $f.year_start
        and i.valid_from <= ago.month
        and i.valid_until > ago.month
        and i.known_from <= $f.known_on
        and i.known_until > $f.known_on
),
chosen as (
    select 'gap' as agenda_rule, k.entity, k.project_name, k.unit_id, null as matter, null as department, null as due_date,
        null as days_overdue, -k.gap_amount as weight
    from known k
    where k.gap_amount < 0 and k.plan_year > 0 and k.pace_state <> 'not_due'
    union all
    select 'overdue', k.entity, k.project_name, k.unit_id, null, null, null, k.days_overdue, k.days_overdue
    from known k
    where k.pace_state in ('overdue_start', 'overdue_finish')
    union all
    select 'stuck', k.entity, k.project_name, k.unit_id, null, null, null, null, coalesce(-k.gap_amount, 0)
    from known k
    join earlier e on e.entity = k.entity
    where k.is_under_way and k.invested_ytd <= e.invested_ytd
    union all
    select 'problem', q.project_code, q.project_name, q.unit_id, q.description, q.department, q.due_date, q.days_overdue, q.days_overdue
    from problems_of($f) q
    where q.ledger = 'collected' and not q.is_resolved and q.days_overdue > 0 and q.project_name is not null
    union all
    select 'decision', i.project_code, i.project_name, coalesce(i.owner_unit_id, i.unit_id), i.decision, i.department, i.due_date,
        case when i.is_overdue then date_diff('day', i.due_date, cast($f.cut_off as date)) end,
        date_diff('day', i.due_date, cast($f.cut_off as date))
    from items_of($f) i
    where not i.is_done and i.due_date <= cast($f.cut_off as date) + 30
)
select
    c.agenda_rule,
    row_number() over (partition by c.agenda_rule order by c.weight desc, c.entity, c.matter) as position,
    c.entity,
    c.project_name,
    c.unit_id,
    k.pace_state,
    k.plan_year,
    k.invested_ytd,
    k.completion_share,
    k.gap_amount,
    c.days_overdue,
    c.due_date,
    c.matter,
    c.department
from chosen c
left join known k on k.entity = c.entity
order by c.agenda_rule, position
