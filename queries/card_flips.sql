-- Which cards of units would be others if the rules were read another way?
-- $rules: the rules that count; $edges: every open end of a band closed and every closed one open; $denominator: on what
-- is due instead of the year's plan (or back), on plans instead of time; $rounding: from printed shares instead of unrounded
-- ones (or back). reading: edges, denominator, rounding, cut_off (the same rules a month earlier).
-- One row per reading, rule and unit whose card is another one.
with now as materialized (
    select s.rule_id, s.rule_no, s.key, s.unit_id, s.card_state, s.card, s.period
    from card_states($f, $rules) s
    where s.subject = 'unit'
),
other as (
    select 'edges' as reading, s.rule_no, s.key, s.card_state, s.card, s.period from card_states($f, $edges) s
    union all
    select 'denominator' as reading, s.rule_no, s.key, s.card_state, s.card, s.period from card_states($f, $denominator) s
    union all
    select 'rounding' as reading, s.rule_no, s.key, s.card_state, s.card, s.period from card_states($f, $rounding) s
    union all
    select 'cut_off' as reading, s.rule_no, s.key, s.card_state, s.card, s.period from card_states($before, $rules) s
)
select
    o.reading,
    n.rule_id,
    n.rule_no,
    n.unit_id,
    n.card_state,
    n.card,
    o.card_state as other_state,
    o.card as other_card,
    o.period as other_period
from now n
join other o on o.rule_no = n.rule_no and o.key = n.key
join unit u on u.city = $f.city and u.unit_id = n.unit_id
where n.card is distinct from o.card or n.card_state <> o.card_state
order by n.rule_no, u.unit_order, o.reading
