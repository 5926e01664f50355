-- Which card does each unit, and each project, hold by the rules ($rules: one JSON text), and how far is the next one?
-- Rows of cut unit: of a rule about units its own card; of a rule about projects the worst card that a project of the
-- unit holds, with the projects counted by card (held); rule_no 0 is the whole: the worst card of the rules about units.
-- card_state: card, hole (no band holds the values), overlap (bands of several cards do), empty (nothing to measure).
-- card_before: before an excuse. reading (the value that bands judge), asked_share, ratio,
-- numerator, denominator: of the rule's first part; readings: of all.
-- next_card: the nearest better card that is reached by moving one part (next_part) alone, to boundary (is_reached: the
-- end itself counts); distance: in the part's own measure; amount: what its numerator would have to gain or lose, whole
-- for counts. worst_severity: of the worst card that the unit or project holds by any rule.
-- One row per cut, rule and unit or project; rules in order, units in meeting order, worst project first.
with book as (
    select from_json($rules, '{
        "has_overall": "BOOLEAN",
        "cards": [{"id": "VARCHAR", "severity": "INTEGER"}],
        "rules": [{"id": "VARCHAR", "no": "INTEGER", "subject": "VARCHAR",
            "runs": [{"card": "VARCHAR", "times": "INTEGER", "becomes": "VARCHAR"}],
            "parts": [{"position": "VARCHAR", "denominator": "VARCHAR", "is_count": "BOOLEAN"}],
            "bands": [{"card": "VARCHAR", "when": [{"part": "INTEGER", "low": "DECIMAL(28,9)", "low_closed": "BOOLEAN",
                "high": "DECIMAL(28,9)", "high_closed": "BOOLEAN"}]}]}]
    }') as b
),
severity as (
    select unnest(b.cards, max_depth := 2) from book
),
rule as (
    select unnest(b.rules, max_depth := 2) from book
),
run as (
    select no as rule_no, unnest(runs, max_depth := 2) from rule
),
banded as (
    select no as rule_no, parts, unnest(bands, max_depth := 2), generate_subscripts(bands, 1) as band_no
    from rule
),
bound as (
    select rule_no, band_no, card, parts, unnest("when", max_depth := 2)
    from banded
),
state as materialized (
    select s.*, v.severity
    from card_states($f, $rules) s
    left join severity v on v.id = s.card
),
missing as (
    select
        s.rule_no,
        s.key,
        b.band_no,
        b.card as next_card,
        v.severity,
        b.part as part_no,
        b.parts[b.part].position as position,
        b.parts[b.part].denominator as denominator_name,
        b.parts[b.part].is_count as is_count,
        s.xs[b.part] as x,
        s.denominators[b.part] as denominator,
        s.targets[b.part] as target,
        coalesce(s.xs[b.part] <= b.low, false) as is_below,
        b.low,
        b.high,
        b.low_closed,
        b.high_closed
    from state s
    join bound b on b.rule_no = s.rule_no and not card_within(s.xs[b.part], b)
    join severity v on v.id = b.card and v.severity < s.severity
    where not exists (
        from run r
        join severity from_ on from_.id = r.card
        join severity to_ on to_.id = r.becomes
        where r.rule_no = s.rule_no
            and s.months_in_a_row >= r.times
            and v.severity >= from_.severity
            and to_.severity >= s.severity
    )
    qualify count(*) over (partition by s.rule_no, s.key, b.band_no) = 1
),
placed as (
    select
        m.*,
        case when m.is_below then m.low else m.high end as boundary,
        case when m.is_below then m.low_closed else m.high_closed end as is_reached
    from missing m
),
step as (
    select
        p.*,
        p.boundary - p.x as distance,
        round(case
            when p.denominator_name is null and p.position = 'amount' then cast(p.boundary - p.x as double)
            when p.position in ('share', 'points', 'growth') then cast(p.boundary - p.x as double) / 100 * p.denominator
            when p.position = 'relative' then cast(p.boundary - p.x as double) / 100 * p.target * p.denominator
        end, 9) as exact_amount
    from placed p
    qualify row_number() over (partition by p.rule_no, p.key order by p.severity desc, abs(p.boundary - p.x), p.band_no) = 1
),
single as (
    select
        s.subject as cut,
        s.rule_id,
        s.rule_no,
        s.subject,
        s.key,
        s.unit_id,
        s.period as as_of_period,
        s.card_state,
        s.base_card,
        s.card_before,
        s.card,
        s.severity,
        s.is_excused,
        s.author,
        s.noted_on,
        s.reason,
        s.months_in_a_row,
        s.xs,
        s.targets as targets,
        s.ratios as ratios,
        s.numerators as numerators,
        s.denominators as denominators,
        t.next_card,
        t.part_no as next_part,
        t.boundary,
        t.is_reached,
        t.distance,
        case
            when not t.is_count or t.exact_amount <= 0 then t.exact_amount
            when t.is_reached then ceil(t.exact_amount)
            else floor(t.exact_amount) + 1
        end as amount
    from state s
    left join step t on t.rule_no = s.rule_no and t.key = s.key
),
tally as (
    select t.rule_id, t.rule_no, t.unit_id, list(struct_pack(card := t.card, project_count := t.project_count) order by t.severity) as held
    from (
        select s.rule_id, s.rule_no, s.unit_id, s.card, s.severity, count(*) as project_count
        from single s
        where s.subject = 'project' and s.card is not null
        group by s.rule_id, s.rule_no, s.unit_id, s.card, s.severity
    ) t
    group by t.rule_id, t.rule_no, t.unit_id
),
gathered as (
    select
        'unit' as cut,
        s.rule_id,
        s.rule_no,
        s.subject,
        s.unit_id as key,
        s.unit_id,
        max(s.as_of_period) as as_of_period,
        case
            when count(s.card) > 0 then 'card'
            when bool_or(s.card_state = 'overlap') then 'overlap'
            when bool_or(s.card_state = 'hole') then 'hole'
            when bool_or(s.is_excused) then 'card'
            else 'empty'
        end as card_state,
        arg_max(s.card, s.severity) as base_card,
        arg_max(s.card, s.severity) as card_before,
        arg_max(s.card, s.severity) as card,
        max(s.severity) as severity,
        false as is_excused,
        count(*) as project_count,
        count(*) filter (where s.card_state in ('hole', 'overlap')) as undefined_count,
        count(*) filter (where s.is_excused) as excused_count
    from single s
    where s.subject = 'project'
    group by s.rule_id, s.rule_no, s.subject, s.unit_id
),
whole as (
    select
        'unit' as cut,
        'overall' as rule_id,
        0 as rule_no,
        'unit' as subject,
        s.key,
        s.unit_id,
        max(s.as_of_period) as as_of_period,
        case
            when count(s.card) > 0 then 'card'
            when bool_or(s.card_state in ('hole', 'overlap')) then 'hole'
            else 'empty'
        end as card_state,
        coalesce(arg_max(s.card, s.severity), arg_max(s.card_before, b.severity)) as card_before,
        arg_max(s.card, s.severity) as card,
        max(s.severity) as severity,
        count(s.card) = 0 and bool_or(s.is_excused) as is_excused
    from single s
    left join severity b on b.id = s.card_before
    where s.cut = 'unit' and (select b.has_overall from book)
    group by s.key, s.unit_id
),
every as (
    select * from single
    union all by name
    select g.*, t.held
    from gathered g
    left join tally t on t.rule_no = g.rule_no and t.unit_id = g.unit_id
    union all by name
    select * from whole
),
named as (
    select p.entity, p.project_name, p.plan_year, p.leader
    from scope($f) p
)
select
    e.cut,
    e.rule_id,
    e.rule_no,
    e.subject,
    e.key,
    e.unit_id,
    u.unit_kind,
    u.unit_order,
    n.project_name,
    n.plan_year,
    n.leader,
    e.as_of_period,
    e.card_state,
    e.base_card,
    e.card_before,
    e.card,
    e.is_excused,
    e.author,
    e.noted_on,
    e.reason,
    e.months_in_a_row,
    e.xs[1] as reading,
    e.targets[1] as asked_share,
    e.ratios[1] as ratio,
    e.numerators[1] as numerator,
    e.denominators[1] as denominator,
    e.xs as readings,
    e.next_card,
    e.next_part,
    e.boundary,
    e.is_reached,
    e.distance,
    e.amount,
    max(e.severity) over (partition by e.cut, case when e.cut = 'project' then e.key else e.unit_id end) as worst_severity,
    e.held,
    e.project_count,
    e.undefined_count,
    e.excused_count
from every e
join unit u on u.city = $f.city and u.unit_id = e.unit_id
left join named n on e.cut = 'project' and n.entity = e.key
order by e.cut desc, e.rule_no, case when e.cut = 'project' then -e.severity end nulls last, u.unit_order, n.project_name, e.key
