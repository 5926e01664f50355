-- Points and ranks by a scheme (data/schemes). The scheme comes in as one JSON text (paceboard.schemes), so that another
-- scheme is only another text. more_text: JSON {cut: {key: {measure: number}}} with what macro kpi does not know.

-- The scheme as a struct.
create or replace macro scheme_of(scheme_text) as from_json(scheme_text, '{
    "share_decimals": "INTEGER", "points_decimals": "INTEGER", "gap": "VARCHAR", "total": "DOUBLE",
    "bonus_limit": "DOUBLE", "penalty_limit": "DOUBLE",
    "ties": [{"measure": "VARCHAR", "best": "VARCHAR"}],
    "leagues": [{"id": "VARCHAR", "kinds": ["VARCHAR"], "units": ["VARCHAR"], "by": "VARCHAR", "months": ["INTEGER"]}],
    "lists": [{"id": "VARCHAR", "leagues": ["VARCHAR"], "indicators": ["VARCHAR"], "state": "VARCHAR", "first": "INTEGER", "last": "INTEGER"}],
    "indicators": [{
        "id": "VARCHAR", "group": "VARCHAR", "numerator": "VARCHAR", "denominator": "VARCHAR", "denominator_of": "VARCHAR",
        "weight": "DOUBLE", "base": "DOUBLE", "base_share": "DOUBLE", "good": "VARCHAR", "as_of": "VARCHAR", "step": "DOUBLE",
        "position": "VARCHAR", "rates": "VARCHAR",
        "target": {
            "value": "DOUBLE", "measure": "VARCHAR", "mean": "VARCHAR", "is_step": "BOOLEAN",
            "path": [{"month": "INTEGER", "share": "DOUBLE"}],
            "gates": [{"measure": "VARCHAR", "low": "DOUBLE", "high": "DOUBLE", "value": "DOUBLE"}]
        },
        "pieces": [{"low": "DOUBLE", "high": "DOUBLE", "rate": "DOUBLE"}],
        "steps": [{"low": "DOUBLE", "high": "DOUBLE", "points": "DOUBLE"}],
        "floor": "DOUBLE", "cap": "DOUBLE", "empty": "VARCHAR", "empty_points": "DOUBLE",
        "months": ["INTEGER"], "leagues": ["VARCHAR"]
    }]
}');

-- A number rounded half-up: exact decimals, taken from a double at its twelfth place.
create or replace macro rounded(x, places) as case places
    when 0 then cast(round(cast(x as decimal(38, 12)), 0) as decimal(18, 4))
    when 1 then cast(round(cast(x as decimal(38, 12)), 1) as decimal(18, 4))
    when 2 then cast(round(cast(x as decimal(38, 12)), 2) as decimal(18, 4))
    when 3 then cast(round(cast(x as decimal(38, 12)), 3) as decimal(18, 4))
    else cast(round(cast(x as decimal(38, 12)), 4) as decimal(18, 4))
end;

-- A measure of a unit by name: a column of macro kpi, or one of those that kpi does not know. What more says goes before
-- what kpi knows; the cut "@league" speaks of units in one league only.
create or replace macro measure_of(known, more, name) as cast(coalesce(more ->> name, known ->> name) as double);

-- What a position earns: in each piece its rate for every 1 of x from the end nearest zero on, and the points of its step.
create or replace macro earned(pieces, steps, x, scale) as
    coalesce(list_sum(list_transform(pieces, lambda p: p.rate * scale * (
        least(greatest(x, p.low), p.high) - case when p.low > 0 then p.low when p.high < 0 then p.high else 0 end
    ))), 0)
    + coalesce(list_filter(steps, lambda s:
        coalesce(cast(x as decimal(38, 12)) >= cast(s.low as decimal(38, 12)), true)
        and coalesce(cast(x as decimal(38, 12)) <= cast(s.high as decimal(38, 12)), true)
    )[1].points, 0);

-- Points of one indicator from its position: base and what is earned, within floor and cap.
create or replace macro points_at(i, x) as least(greatest(
    i.base + i.base_share * i.weight
        + earned(i.pieces, i.steps, x, case when i.rates = 'weight' then i.weight else 1 end),
    i.floor
), i.cap);

-- One row per league, unit and indicator: what was measured, what was asked, and the points. nudges: [0] for the points as
-- they are, [0, 1] to have each row again with one more project or one more of the large money unit (one less where less is
-- better), everything else as it is.
create or replace macro graded(f, scheme_text, more_text, nudges) as table
with setup as materialized (
    select
        scheme_of(scheme_text) as s,
        date_diff('month', f['year_start'], f['month']) + 1 as month_no,
        cast(round(f['time_share'] * 12) as integer) as money_month_no,
        cast(more_text as json) as more
),
league as (
    select l.id as league, l.kinds, l.units, l.by, s.more
    from (select unnest(s.leagues) as l, more from setup) s
),
measured as materialized (
    select k.cut, k.key, to_json(k) as known
    from kpi(f, (select list_sort(list(distinct l.by)) from league l)) k
),
member as (
    select
        l.league,
        m.key as unit_id,
        m.known,
        json_merge_patch(
            coalesce(l.more -> l.by -> m.key, '{}'),
            coalesce(l.more -> ('@' || l.league) -> m.key, '{}')
        ) as more
    from league l
    join measured m on m.cut = l.by
    left join unit u on l.by <> 'department' and u.city = f['city'] and u.unit_id = m.key
    where (l.by = 'department' or u.unit_id is not null)
        and (len(l.kinds) = 0 or list_contains(l.kinds, u.unit_kind))
        and (len(l.units) = 0 or list_contains(l.units, m.key))
),
indicator as (
    select
        i,
        place,
        s.gap,
        s.share_decimals,
        s.points_decimals,
        s.month_no,
        case when i.as_of = 'month' then s.month_no else s.money_month_no end as path_no
    from (
        select unnest(s.indicators) as i, generate_subscripts(s.indicators, 1) as place, s.gap, s.share_decimals, s.points_decimals,
            month_no, money_month_no
        from setup
    ) s
    where i.group <> 'improvement'
),
judged as (
    select
        j.unit_id,
        j.subject,
        sum(j.value) filter (where j.kind = 'points') as points,
        sum(j.value) filter (where j.kind = 'value') as value,
        bool_or(j.kind = 'excuse') as is_excused,
        max(j.noted_on) as noted_on,
        arg_max(j.author, j.noted_on) as author,
        arg_max(j.reason, j.noted_on) as reason
    from judgements_of(f) j
    where j.kind <> 'excuse' or j.project_code is null
    group by j.unit_id, j.subject
),
counted as (
    select
        n.*,
        m.league,
        m.unit_id,
        m.known,
        m.more,
        cast(j.points as double) as judged_points,
        coalesce(j.is_excused, false) as is_excused,
        j.author,
        j.noted_on,
        j.reason,
        case
            when j.value is not null then cast(j.value as double)
            when n.i.numerator <> 'judgement' then coalesce(measure_of(m.known, m.more, n.i.numerator), 0)
        end as numerator,
        case when j.value is null then measure_of(m.known, m.more, n.i.denominator) end as own_denominator,
        n.i.denominator is not null and j.value is null as is_ratio,
        len(n.i.months) = 0 or list_contains(n.i.months, n.month_no) as is_active,
        list_filter(n.i.target.path, lambda k: k.month <= n.path_no)[-1] as leg_from,
        list_filter(n.i.target.path, lambda k: k.month > n.path_no)[1] as leg_to
    from member m
    join indicator n on len(n.i.leagues) = 0 or list_contains(n.i.leagues, m.league)
    left join judged j on j.unit_id = m.unit_id and j.subject = n.i.id
),
gathered as (
    select
        c.*,
        sum(c.numerator) over each as all_numerator,
        sum(c.own_denominator) over each as all_denominator,
        list({'n': c.numerator, 'd': c.own_denominator, 'is_ratio': c.is_ratio}) over each as rows_
    from counted c
    window each as (partition by c.league, c.place)
),
divided as (
    select g.*, case when g.i.denominator_of = 'league' then g.all_denominator else g.own_denominator end as denominator
    from gathered g
),
compared as (
    select
        d.*,
        cast(case when d.is_ratio then d.numerator / nullif(d.denominator, 0) else d.numerator end as decimal(38, 12)) as value,
        case when d.i.position = 'rank' or d.i.target.mean is not null then list_filter(list_transform(d.rows_, lambda x: cast(case
            when not x.is_ratio then x.n
            when d.i.denominator_of = 'league' then x.n / nullif(d.all_denominator, 0)
            else x.n / nullif(x.d, 0)
        end as decimal(38, 12))), lambda v: v is not null) end as others
    from divided d
),
nudged as (
    select
        p.*,
        p.nudge * p.i.step * case when p.i.good = 'down' then -1 else 1 end as by
    from (select c.*, unnest(nudges) as nudge from compared c) p
),
reached as (
    select
        n.*,
        case
            when n.nudge = 0 then n.value
            when not n.is_ratio then cast(n.numerator + n.by as decimal(38, 12))
            when n.i.denominator_of = 'league' and n.i.denominator = n.i.numerator
                then cast((n.numerator + n.by) / nullif(n.denominator + n.by, 0) as decimal(38, 12))
            else cast((n.numerator + n.by) / nullif(n.denominator, 0) as decimal(38, 12))
        end as reached
    from nudged n
),
asked as (
    select
        r.*,
        cast(case
            when len(r.i.target.gates) > 0 then list_filter(r.i.target.gates, lambda g:
                coalesce(measure_of(r.known, r.more, g.measure), 0) >= g.low
                and coalesce(coalesce(measure_of(r.known, r.more, g.measure), 0) <= g.high, true)
            )[1].value
            when r.i.target.measure is not null
                then coalesce(measure_of(r.known, r.more, r.i.target.measure), 0) / case when r.is_ratio then nullif(r.denominator, 0) else 1 end
            when r.i.target.mean = 'pooled' and r.is_ratio then (r.all_numerator + r.by) / nullif(r.all_denominator, 0)
            when r.i.target.mean is not null then list_avg(r.others) + coalesce(r.reached - r.value, 0) / len(r.others)
            else r.i.target.value
        end * case
            when len(r.i.target.path) = 0 then 1
            when r.leg_to is null or r.leg_from.month = r.path_no then r.leg_from.share
            when r.i.target.is_step then coalesce(r.leg_from.share, 0)
            else coalesce(r.leg_from.share, 0) + (r.leg_to.share - coalesce(r.leg_from.share, 0))
                * (r.path_no - coalesce(r.leg_from.month, 0)) / (r.leg_to.month - coalesce(r.leg_from.month, 0))
        end as decimal(38, 12)) as target
    from reached r
),
placed as (
    select
        a.*,
        case a.i.position
            when 'value' then cast(a.reached as double)
            when 'ratio' then a.reached / nullif(a.target, 0)
            when 'gap' then cast(a.reached - a.target as double)
            when 'points' then cast(case
                when a.gap = 'rounded' then rounded(100 * a.reached, a.share_decimals) - rounded(100 * a.target, a.share_decimals)
                else 100 * (a.reached - a.target)
            end as double)
            when 'rank' then case when a.reached is not null then 1 + len(list_filter(a.others, lambda v:
                case when a.i.good = 'down' then v < a.reached else v > a.reached end
            )) end
        end as position
    from asked a
),
pointed as (
    select
        p.*,
        p.position is null and p.judged_points is null as is_empty,
        case
            when p.judged_points is not null then least(greatest(
                case when p.i.group = 'penalty' then -abs(p.judged_points) else p.judged_points end, p.i.floor), p.i.cap)
            when p.position is null then case p.i.empty when 'full' then p.i.weight when 'number' then p.i.empty_points end
            else points_at(p.i, p.position)
        end as raw
    from placed p
),
excused as (
    select
        p.*,
        case when p.is_excused then greatest(coalesce(p.raw, p.i.weight), p.i.weight) else p.raw end as due,
        not p.is_excused and p.is_empty and p.i.empty = 'leave_out' as is_left_out
    from pointed p
),
shared as (
    select
        e.*,
        case
            when e.i.group <> 'base' then 1
            else coalesce(
                sum(e.i.weight) filter (where e.is_active and e.i.group = 'base') over parts
                    / nullif(sum(e.i.weight) filter (where e.is_active and e.i.group = 'base' and not e.is_left_out) over parts, 0),
                1
            )
        end as share_out
    from excused e
    window parts as (partition by e.league, e.unit_id, e.nudge)
)
select
    s.league,
    s.unit_id,
    s.known,
    s.more,
    s.nudge,
    s.place,
    s.i.id as indicator,
    s.i.group as item_group,
    s.i as terms,
    s.share_out,
    case when s.is_ratio or s.author is null then s.numerator end as numerator,
    s.denominator,
    cast(s.reached as double) as value,
    cast(s.target as double) as target,
    s.position,
    case
        when s.position is null or s.target is null then null
        when s.reached = s.target then 'met'
        when (s.reached > s.target) = (s.i.good = 'up') then 'beyond'
        else 'missed'
    end as state,
    s.is_active,
    s.is_empty,
    s.is_left_out,
    s.is_excused,
    s.judged_points is not null as is_judged,
    s.author,
    s.noted_on,
    s.reason,
    s.points_decimals,
    case when s.is_active then rounded(coalesce(s.due * s.share_out, 0), s.points_decimals) end as points
from shared s;

-- The scheme that is official at f.month as known on f.known_on, as JSON: of those known by then and in effect the one
-- named last; before the first build that used any, the first.
create or replace macro official_scheme(f) as (
    select x.body
    from scheme x
    where x.city = f['city'] and x.is_official
    order by
        x.known_from <= f['known_on'] desc,
        x.effective_from <= f['month'] desc,
        case when x.known_from <= f['known_on'] and x.effective_from <= f['month'] then x.archived_at end desc,
        x.effective_from,
        x.archived_at
    limit 1
);
