-- Which card does each unit and project hold, by rules of data/cards written as one JSON text (paceboard.card_rules)?

-- One row per month of the fiscal year up to f.month with its days, as queries/when.sql gives them for f.month alone;
-- is_before: where is_yearly, the same months of the year before as well.
create or replace macro card_months(f, is_yearly) as table
with spine as (
    select c.period, c.month_no, c.year_end, false as is_before
    from calendar c
    where c.city = f['city'] and c.fiscal_year = f['fiscal_year'] and c.period <= f['month']
    union all
    select b.period, b.month_no, b.year_end, true as is_before
    from calendar c
    join calendar b on b.city = c.city and b.period = c.period - interval 1 year
    where is_yearly and c.city = f['city'] and c.fiscal_year = f['fiscal_year'] and c.period <= f['month']
),
money as (
    select s.period, max(r.period) as money_month
    from spine s
    join reported r on r.city = f['city']
        and r.kind = 'investment'
        and r.period <= s.period
        and r.period >= s.year_end - interval 1 year
        and r.known_from <= f['known_on']
    group by s.period
)
select
    s.period,
    s.month_no,
    s.is_before,
    last_day(s.period) as cut_off,
    cast(s.year_end - interval 1 year as date) as year_start,
    s.year_end,
    m.money_month,
    cast(c.month_no as double) / 12 as time_share
from spine s
left join money m on m.period = s.period
left join calendar c on c.city = f['city'] and c.period = m.money_month;

-- The question f as of another month: a row of card_months. No macro asked with it may use the row's alias itself.
create or replace macro card_as_of(f, then_) as
    struct_update(f, month := then_.period, cut_off := then_.cut_off, year_start := then_.year_start,
        year_end := then_.year_end, money_month := then_.money_month, time_share := then_.time_share);

-- One row per project on the list and month of card_months: what it adds to the measures that rules name.
-- wait_months: from the start to the cut-off, whole months and the part of a month begun, while statistics have not
-- admitted it; 0 once they have.
create or replace macro card_projects(f, is_yearly) as table
select
    then_.period,
    then_.month_no,
    then_.is_before,
    then_.money_month = then_.period as is_fresh,
    p.entity,
    p.project_name,
    p.unit_id,
    p.level_rank,
    p.time_share,
    1 as project_count,
    p.plan_year,
    p.plan_to_date,
    p.invested_ytd,
    p.stat_ytd,
    p.paid_ytd,
    cast(p.is_planned_start as integer) as planned_start_count,
    cast(p.is_started as integer) as started_count,
    cast(p.is_due_start as integer) as due_start_count,
    cast(p.is_due_start and p.is_begun as integer) as due_started_count,
    cast(p.is_planned_finish as integer) as planned_finish_count,
    cast(p.is_finished_this_year as integer) as finished_count,
    cast(p.is_due_finish as integer) as due_finish_count,
    cast(p.is_due_finish and p.is_finished as integer) as due_finished_count,
    case
        when not p.is_begun then null
        when p.in_statistics_date <= then_.cut_off then 0
        else datesub('month', p.actual_start_date, then_.cut_off) + date_diff(
            'day',
            cast(p.actual_start_date + to_months(cast(datesub('month', p.actual_start_date, then_.cut_off) as integer)) as date),
            then_.cut_off
        ) / 31
    end as wait_months
from card_months(f, is_yearly) then_,
    lateral (from as_of(card_as_of(f, then_))) p;

-- A measure of a row by the name that rules call it; null for a name that nothing measures.
create or replace macro card_measure(name, m) as cast(
    case name
        when 'project_count' then m.project_count
        when 'plan_year' then m.plan_year
        when 'plan_to_date' then m.plan_to_date
        when 'invested_ytd' then m.invested_ytd
        when 'stat_ytd' then m.stat_ytd
        when 'paid_ytd' then m.paid_ytd
        when 'invested_month' then m.invested_month
        when 'plan_month' then m.plan_month
        when 'invested_before' then m.invested_before
        when 'stat_before' then m.stat_before
        when 'planned_start_count' then m.planned_start_count
        when 'started_count' then m.started_count
        when 'due_start_count' then m.due_start_count
        when 'due_started_count' then m.due_started_count
        when 'planned_finish_count' then m.planned_finish_count
        when 'finished_count' then m.finished_count
        when 'due_finish_count' then m.due_finish_count
        when 'due_finished_count' then m.due_finished_count
        when 'problem_collected_count' then m.problem_collected_count
        when 'problem_resolved_count' then m.problem_resolved_count
        when 'wait_months' then m.wait_months
        when 'rank' then m.rank
        when 'rank_from_last' then m.rank_from_last
        when 'rank_rise' then m.rank_rise
    end as double
);

-- A share in percent, half up to so many decimals, where the city reckons with what it prints.
create or replace macro card_percent(share, is_rounded, decimals) as
    case
        when not is_rounded then 100 * share
        else sign(share) * floor(round(abs(share) * 100 * pow(10, decimals), 9) + 0.5) / pow(10, decimals)
    end;

-- Yes where an exact value lies in an interval; an end that is null is open to infinity.
create or replace macro card_within(x, i) as
    (i.low is null or x > i.low or (i.low_closed and x = i.low))
    and (i.high is null or x < i.high or (i.high_closed and x = i.high));

-- One row per evaluation: rule, unit or project, and month of the fiscal year in which the rule looks at it.
-- xs: what the rule's parts measure, in the order of the rules, exact to nine decimals; a part without anything to
-- measure is null and leaves no card (card_state empty). base_card: the one whose band holds the values; where no band
-- does the card_state is hole, where bands of several cards do it is overlap. turn: place of the evaluation, first = 1.
-- A rule that is not followed over the months (is_followed) is evaluated at the last one alone.
create or replace macro card_evaluations(f, rules) as table
with book as (
    select from_json(rules, '{
        "is_rounded": "BOOLEAN", "decimals": "INTEGER", "is_yearly": "BOOLEAN", "has_problems": "BOOLEAN",
        "places": [{"period": "DATE", "unit_id": "VARCHAR", "league": "VARCHAR", "rank": "BIGINT"}],
        "rules": [{
            "id": "VARCHAR", "no": "INTEGER", "subject": "VARCHAR", "kinds": ["VARCHAR"], "months": ["INTEGER"],
            "min_plan": "DECIMAL(18,2)", "level": "VARCHAR", "is_money": "BOOLEAN", "is_followed": "BOOLEAN",
            "parts": [{"id": "VARCHAR", "numerator": "VARCHAR", "denominator": "VARCHAR", "position": "VARCHAR",
                "target": "VARCHAR", "path": ["DECIMAL(18,9)"], "judged": "VARCHAR"}],
            "bands": [{"card": "VARCHAR", "when": [{"part": "INTEGER", "low": "DECIMAL(28,9)", "low_closed": "BOOLEAN",
                "high": "DECIMAL(28,9)", "high_closed": "BOOLEAN"}]}]
        }]
    }') as b
),
rule as materialized (
    select unnest(b.rules, max_depth := 1) as r, b.is_rounded, b.decimals
    from book
),
measured as materialized (
    select r.no as rule_no, unnest(r.parts, max_depth := 2), generate_subscripts(r.parts, 1) as part_no, is_rounded, decimals
    from rule
),
banded as (
    select r.no as rule_no, unnest(r.bands, max_depth := 2), generate_subscripts(r.bands, 1) as band_no
    from rule
),
bound as materialized (
    select rule_no, band_no, card, len("when") as bound_count, unnest("when", max_depth := 2)
    from banded
),
subject as (
    select distinct
        r.subject,
        case when r.subject = 'unit' then r.min_plan end as min_plan,
        case when r.subject = 'unit' then r.level end as level
    from rule
),
project as materialized (
    from card_projects(f, (select b.is_yearly from book))
),
problem as (
    select p.unit_id, then_.period, count(*) as problem_collected_count, count(*) filter (where p.is_resolved) as problem_resolved_count
    from card_months(f, false) then_,
        lateral (from problems_of(card_as_of(f, then_))) p
    where (select b.has_problems from book) and p.ledger = 'collected'
    group by p.unit_id, then_.period
),
added as (
    select
        s.subject,
        s.min_plan,
        s.level,
        p.period,
        p.month_no,
        p.is_before,
        coalesce(p.is_fresh, false) as is_fresh,
        p.unit_id,
        p.unit_id as key,
        any_value(p.time_share) as time_share,
        sum(p.project_count) as project_count,
        sum(p.plan_year) as plan_year,
        sum(p.plan_to_date) as plan_to_date,
        sum(p.invested_ytd) as invested_ytd,
        sum(p.stat_ytd) as stat_ytd,
        sum(p.paid_ytd) as paid_ytd,
        sum(p.planned_start_count) as planned_start_count,
        sum(p.started_count) as started_count,
        sum(p.due_start_count) as due_start_count,
        sum(p.due_started_count) as due_started_count,
        sum(p.planned_finish_count) as planned_finish_count,
        sum(p.finished_count) as finished_count,
        sum(p.due_finish_count) as due_finish_count,
        sum(p.due_finished_count) as due_finished_count,
        max(p.wait_months) as wait_months
    from project p
    join subject s on s.subject = 'unit'
    left join list_level l on l.city = f['city'] and l.level_id = s.level
    where (s.min_plan is null or p.plan_year >= s.min_plan)
        and (s.level is null or p.level_rank <= l.level_rank)
    group by all
    union all by name
    select
        s.subject,
        s.min_plan,
        s.level,
        p.* exclude (entity, project_name, is_fresh),
        coalesce(p.is_fresh, false) as is_fresh,
        p.entity as key
    from project p
    join subject s on s.subject = 'project'
),
moved as materialized (
    select
        a.*,
        a.invested_ytd - coalesce(lag(a.invested_ytd) over w, 0) as invested_month,
        a.plan_to_date - coalesce(lag(a.plan_to_date) over w, 0) as plan_month
    from added a
    window w as (partition by a.subject, a.min_plan, a.level, a.key, a.is_before order by a.period)
),
fact as (
    select
        m.*,
        b.invested_ytd as invested_before,
        b.stat_ytd as stat_before,
        p.problem_collected_count,
        p.problem_resolved_count
    from moved m
    left join moved b on b.is_before
        and b.subject = m.subject
        and b.key = m.key
        and b.min_plan is not distinct from m.min_plan
        and b.level is not distinct from m.level
        and b.period = m.period - interval 1 year
    left join problem p on m.subject = 'unit' and p.unit_id = m.key and p.period = m.period
    where not m.is_before
),
-- Ranks are of the kinds that a rule speaks of, league by league: districts are not ranked among departments.
placed_unit as (
    select
        r.r.no as rule_no,
        p.unit_id,
        p.period,
        rank() over (partition by r.r.no, p.period, p.league order by p.rank) as rank,
        rank() over (partition by r.r.no, p.period, p.league order by p.rank desc) as rank_from_last
    from (select unnest(b.places, max_depth := 2) from book) p
    join unit u on u.city = f['city'] and u.unit_id = p.unit_id
    join rule r on r.r.kinds is null or list_contains(r.r.kinds, u.unit_kind)
),
standing as (
    select p.*, lag(p.rank) over (partition by p.rule_no, p.unit_id order by p.period) - p.rank as rank_rise
    from placed_unit p
),
looked as (
    select
        r.r.id as rule_id,
        r.r.no as rule_no,
        f_.*,
        p.rank,
        p.rank_from_last,
        p.rank_rise
    from rule r
    join fact f_ on f_.subject = r.r.subject
        and (f_.subject = 'project' or (f_.min_plan is not distinct from r.r.min_plan and f_.level is not distinct from r.r.level))
    join unit u on u.city = f['city'] and u.unit_id = f_.unit_id
    left join list_level l on l.city = f['city'] and l.level_id = r.r.level
    left join standing p on p.rule_no = r.r.no and p.unit_id = f_.unit_id and p.period = f_.period
    where (r.r.kinds is null or list_contains(r.r.kinds, u.unit_kind))
        and (r.r.months is null or list_contains(r.r.months, f_.month_no))
        and (not r.r.is_money or f_.is_fresh)
        and (r.r.is_followed or f_.period = case when r.r.is_money then f['money_month'] else f['month'] end)
        and (f_.subject = 'unit' or r.r.min_plan is null or f_.plan_year >= r.r.min_plan)
        and (f_.subject = 'unit' or r.r.level is null or f_.level_rank <= l.level_rank)
),
given as materialized (
    select then_.period, j.unit_id, j.project_code, j.subject, cast(j.value as double) as value
    from card_months(f, false) then_,
        lateral (from judgements_of(card_as_of(f, then_))) j
    where j.kind = 'value'
),
part as (
    select
        k.rule_id,
        k.rule_no,
        k.key,
        k.unit_id,
        k.subject,
        k.period,
        q.part_no,
        q.position,
        q.target as target_kind,
        q.is_rounded,
        q.decimals,
        q.denominator as denominator_name,
        case when q.numerator = 'judged' then n.value else card_measure(q.numerator, k) end as numerator,
        card_measure(q.denominator, k) as denominator,
        case q.target
            when 'time' then k.time_share
            when 'own_plan' then cast(k.plan_to_date as double) / nullif(k.plan_year, 0)
            when 'path' then cast(q.path[k.month_no] as double)
            when 'judged' then t.value / 100
        end as own_target
    from looked k
    join measured q on q.rule_no = k.rule_no
    left join given n on q.numerator = 'judged'
        and n.period = k.period
        and n.subject = q.id
        and n.unit_id = k.unit_id
        and n.project_code is not distinct from case when k.subject = 'project' then k.key end
    left join given t on q.target = 'judged' and t.period = k.period and t.subject = q.judged and t.unit_id = k.unit_id
        and t.project_code is null
),
share as (
    select
        p.*,
        case when p.denominator_name is null then p.numerator else p.numerator / nullif(p.denominator, 0) end as ratio,
        case
            when p.target_kind = 'city' then sum(p.numerator) over w / nullif(sum(p.denominator) over w, 0)
            else p.own_target
        end as target
    from part p
    window w as (partition by p.rule_no, p.part_no, p.period)
),
placed as materialized (
    select
        s.* exclude (target_kind, denominator_name, own_target),
        cast(round(case s.position
            when 'amount' then s.ratio
            when 'share' then card_percent(s.ratio, s.is_rounded, s.decimals)
            when 'points' then card_percent(s.ratio, s.is_rounded, s.decimals) - card_percent(s.target, s.is_rounded, s.decimals)
            when 'relative' then card_percent(s.ratio / nullif(s.target, 0) - 1, s.is_rounded, s.decimals)
            when 'growth' then card_percent(s.ratio - 1, s.is_rounded, s.decimals)
                - card_percent(case s.target_kind when 'city' then s.target - 1 when 'judged' then s.target else 0 end, s.is_rounded, s.decimals)
        end, 9) as decimal(28, 9)) as x
    from share s
),
joined as (
    select
        p.rule_id,
        p.rule_no,
        p.subject,
        p.key,
        p.unit_id,
        p.period,
        list(p.x order by p.part_no) as xs,
        list(p.numerator order by p.part_no) as numerators,
        list(p.denominator order by p.part_no) as denominators,
        list(p.ratio order by p.part_no) as ratios,
        list(p.target order by p.part_no) as targets,
        bool_or(p.x is null) as is_empty
    from placed p
    group by p.rule_id, p.rule_no, p.subject, p.key, p.unit_id, p.period
),
held as (
    select p.rule_no, p.key, p.period, b.band_no, b.card
    from placed p
    join bound b on b.rule_no = p.rule_no and b.part = p.part_no and card_within(p.x, b)
    group by p.rule_no, p.key, p.period, b.band_no, b.card, b.bound_count
    having count(*) = b.bound_count
),
fitting as (
    select h.rule_no, h.key, h.period, count(distinct h.card) as card_count, min(h.card) as card
    from held h
    group by h.rule_no, h.key, h.period
)
select
    j.*,
    case
        when j.is_empty then 'empty'
        when h.card_count is null then 'hole'
        when h.card_count > 1 then 'overlap'
        else 'card'
    end as card_state,
    case when not j.is_empty and h.card_count = 1 then h.card end as base_card,
    row_number() over (partition by j.rule_no, j.key order by j.period) as turn
from joined j
left join fitting h on h.rule_no = j.rule_no and h.key = j.key and h.period = j.period;

-- One row per rule and unit or project as it stands at the rule's latest evaluation up to f.month.
-- card_before: of the bands, or of a run of evaluations (runs: from so many in a row at that card or worse on, another
-- card); card: what holds after an excuse, null where the rules name none for the excused. months_in_a_row: evaluations
-- up to now at the card from which a run counts or worse, else at this same card; an excused or unmeasured one ends it.
create or replace macro card_states(f, rules) as table
with book as (
    select from_json(rules, '{
        "cards": [{"id": "VARCHAR", "severity": "INTEGER"}],
        "rules": [{"no": "INTEGER", "excused": "VARCHAR", "is_followed": "BOOLEAN",
            "runs": [{"card": "VARCHAR", "times": "INTEGER", "becomes": "VARCHAR"}]}]
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
excuse as (
    select then_.period, j.unit_id, j.project_code, j.subject, j.author, j.noted_on, j.reason
    from card_months(f, false) then_,
        lateral (from judgements_of(card_as_of(f, then_))) j
    where j.kind = 'excuse'
),
judged as materialized (
    select
        e.*,
        s.severity,
        x.reason is not null as is_excused,
        x.author,
        x.noted_on,
        x.reason
    from card_evaluations(f, rules) e
    left join severity s on s.id = e.base_card
    left join excuse x on x.subject = e.rule_id
        and x.period = e.period
        and x.unit_id = e.unit_id
        and x.project_code is not distinct from case when e.subject = 'project' then e.key end
),
latest as (
    select j.*
    from judged j
    qualify j.period = max(j.period) over (partition by j.rule_no)
),
-- From which card on does a run count, where the latest base card has reached it? Else the base card alone.
counted as (
    select
        l.rule_no,
        l.key,
        l.turn,
        l.severity,
        min(s.severity) filter (where s.severity <= l.severity) as run_severity
    from latest l
    left join run r on r.rule_no = l.rule_no
    left join severity s on s.id = r.card
    where l.severity is not null and not l.is_excused
    group by l.rule_no, l.key, l.turn, l.severity
),
streak as (
    select
        c.rule_no,
        c.key,
        c.turn - coalesce(max(j.turn) filter (where j.is_excused or not coalesce(
            case when c.run_severity is null then j.severity = c.severity else j.severity >= c.run_severity end, false
        )), 0) as months_in_a_row
    from counted c
    join judged j on j.rule_no = c.rule_no and j.key = c.key and j.turn <= c.turn
    group by c.rule_no, c.key, c.turn
),
raised as (
    select l.rule_no, l.key, arg_max(r.becomes, b.severity) as card, max(b.severity) as severity
    from latest l
    join streak k on k.rule_no = l.rule_no and k.key = l.key
    join run r on r.rule_no = l.rule_no and k.months_in_a_row >= r.times
    join severity s on s.id = r.card and s.severity <= l.severity
    join severity b on b.id = r.becomes
    group by l.rule_no, l.key
)
select
    l.* exclude (severity, is_empty),
    case when r.severity > l.severity then r.card else l.base_card end as card_before,
    case
        when l.is_excused then u.excused
        when r.severity > l.severity then r.card
        else l.base_card
    end as card,
    case when u.is_followed then k.months_in_a_row end as months_in_a_row
from latest l
join rule u on u.no = l.rule_no
left join streak k on k.rule_no = l.rule_no and k.key = l.key
left join raised r on r.rule_no = l.rule_no and r.key = l.key;
