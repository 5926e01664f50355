-- Where does each annual target stand against its own time path?
-- $paths: see macro target_months. asked_value: what the path asks by the end of as_of_period; done_value: what was reached
-- by then: f.month, for investment the latest month with money. A target that is due is judged by the month it was due in: at_due_value.
-- standing: met, ahead (of its path) or behind while it is not due; kept, late (reached after it was due) or missed after;
-- unknown where nothing says what was reached.
-- kin: the city's own targets, or those of the other units; unit_late_count: targets of the same unit not kept up with.
-- One row per target, the city's own first.
with month as materialized (
    select *
    from target_months($f, $paths)
),
now as (
    select
        m.entity,
        m.measure,
        m.target_unit_id,
        m.is_city,
        m.target_value,
        m.measure_unit,
        m.by_date,
        m.due_month_no,
        m.period as as_of_period,
        m.month_no >= m.due_month_no as is_due,
        m.path_share,
        m.path_share * m.target_value as asked_value,
        m.done_value,
        case when m.month_no >= m.due_month_no then d.done_value end as at_due_value
    from month m
    left join month d on d.entity = m.entity and d.month_no = m.due_month_no
    where m.period = case
        when m.measure in ('plan_year', 'in_statistics_total') then coalesce($f.money_month, $f.month)
        else $f.month
    end
),
judged as (
    select
        n.*,
        n.done_value / nullif(n.target_value, 0) as done_share,
        case
            when n.done_value is null then 'unknown'
            when n.is_due and n.at_due_value >= n.target_value then 'kept'
            when n.is_due and n.done_value >= n.target_value then 'late'
            when n.is_due then 'missed'
            when n.done_value >= n.target_value then 'met'
            when n.done_value >= n.asked_value then 'ahead'
            else 'behind'
        end as standing
    from now n
)
select
    j.entity,
    j.measure as target_measure,
    j.target_unit_id as unit_id,
    j.is_city,
    j.target_value,
    j.measure_unit,
    j.by_date,
    j.due_month_no = 12 as is_year_end,
    j.as_of_period,
    j.is_due,
    j.path_share,
    j.asked_value,
    j.done_value,
    j.at_due_value,
    j.done_share,
    j.done_value - j.asked_value as path_gap_value,
    j.done_share - j.path_share as path_gap,
    j.standing,
    j.standing in ('kept', 'met', 'ahead') as is_good,
    count(*) over (partition by j.is_city) as kin_count,
    count(*) filter (where j.standing in ('kept', 'met', 'ahead')) over (partition by j.is_city) as kin_good_count,
    count(*) filter (where j.standing = 'unknown') over () as unknown_count,
    count(*) filter (where j.standing in ('missed', 'late', 'behind')) over (partition by j.target_unit_id) as unit_late_count
from judged j
left join unit u on u.city = $f.city and u.unit_id = j.target_unit_id
order by
    j.is_city desc,
    u.unit_order,
    list_position(
        ['plan_year', 'starts', 'start_share', 'completions', 'signed_total', 'signed_count', 'in_statistics_total'],
        j.measure
    ) nulls last,
    j.measure,
    j.by_date
