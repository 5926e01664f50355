-- The other kinds of sheet, narrowed to the question. Each macro says its own grain.

-- One row per meeting, inspection round or rally held this fiscal year up to f.month.
create or replace macro meetings_of(f) as table
select x.*
from dispatch_meeting x
join truth_of(f, 'meeting') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.held_date <= f['cut_off'] and x.held_date >= f['year_start'], x.period >= f['year_start']);

-- One row per start ceremony held this fiscal year up to f.month: a universe of its own, never added to the list.
create or replace macro ceremonies_of(f) as table
select x.*
from start_ceremony x
join truth_of(f, 'ceremony') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.held_date <= f['cut_off'] and x.held_date >= f['year_start'], x.period >= f['year_start']);

-- One row per agreement signed this fiscal year up to f.month.
create or replace macro signings_of(f) as table
select x.*
from signing x
join truth_of(f, 'signing') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and coalesce(x.signed_date <= f['cut_off'] and x.signed_date >= f['year_start'], x.period >= f['year_start']);

-- One row per factor need or quota line that is the truth at f.month.
create or replace macro factors_of(f) as table
select x.*, n.* exclude (named)
from factor_need x
join truth_of(f, 'factor') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and (n.named is not null or counts_unnamed(f));

-- One row per credit, loan or financing line that is the truth at f.month.
create or replace macro funding_of(f) as table
select x.*, n.* exclude (named)
from funding x
join truth_of(f, 'funding') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and (n.named is not null or counts_unnamed(f));

-- One row per project drawn as a line or an area, as is the truth at f.month.
create or replace macro outlines_of(f) as table
select x.project_code, x.outline, x.lon, x.lat
from project_outline x
join truth_of(f, 'outline') t on t.entity = x.entity and t.submission_id = x.submission_id
where x.city = f['city'] and x.outline is not null;

-- One row per milestone of a project on the list that is the truth at f.month.
create or replace macro milestones_of(f) as table
select
    x.*,
    k.milestone_order,
    coalesce(x.actual_date <= f['cut_off'], false) as is_done,
    x.promised_date <= f['cut_off'] and not coalesce(x.actual_date <= f['cut_off'], false) as is_overdue,
    n.* exclude (named)
from milestone x
join truth_of(f, 'milestone') t on t.entity = x.entity and t.submission_id = x.submission_id
join named_of(f) n on n.named = x.project_code
left join milestone_kind k on k.city = x.city and k.milestone_kind = x.milestone_kind
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id));

-- One row per milestone of the projects chosen (focus, provincial, all), with its state and days of slip, in calendar days.
-- slip_days: done ones from promise to deed (early below zero); past due and open ones from promise to the cut-off; those
-- still to come from promise to forecast, null without one. forecast_slip_days: promise to forecast of all that are open.
create or replace macro schedule_of(f, chosen) as table
select
    m.entity,
    m.unit_id,
    m.project_code,
    m.project_name,
    m.level_id,
    m.sector,
    m.leader,
    m.is_focus,
    m.milestone_kind,
    m.milestone_name,
    m.milestone_order,
    m.promised_date,
    case when not m.is_done then m.forecast_date end as forecast_date,
    case when m.is_done then m.actual_date end as actual_date,
    m.slip_reason,
    m.is_done,
    m.is_overdue,
    m.promised_date <= f['cut_off'] as is_due,
    m.is_done and m.actual_date <= m.promised_date as is_on_time,
    case
        when m.is_done then date_diff('day', m.promised_date, m.actual_date)
        when m.is_overdue then date_diff('day', m.promised_date, f['cut_off'])
        else date_diff('day', m.promised_date, m.forecast_date)
    end as slip_days,
    case when not m.is_done then date_diff('day', m.promised_date, m.forecast_date) end as forecast_slip_days,
    case
        when m.is_done and m.actual_date <= m.promised_date then 'on_time'
        when m.is_done then 'late'
        when m.is_overdue then 'overdue'
        when m.forecast_date > m.promised_date then 'expected_late'
        else 'ahead'
    end as milestone_state
from milestones_of(f) m
where chosen = 'all'
    or (chosen = 'focus' and m.is_focus)
    or (chosen = 'provincial' and m.level_id = 'provincial');

-- One row per decision of a meeting that is the truth at f.month, of the units that have to act.
create or replace macro items_of(f) as table
select
    x.*,
    coalesce(x.done_date <= f['cut_off'], false) as is_done,
    coalesce(x.due_date <= f['cut_off'], false) and not coalesce(x.done_date <= f['cut_off'], false) as is_overdue,
    n.* exclude (named)
from dispatch_item x
join truth_of(f, 'item') t on t.entity = x.entity and t.submission_id = x.submission_id
left join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], coalesce(x.owner_unit_id, x.unit_id)))
    and (n.named is not null or counts_unnamed(f));

-- One row per day on which the progress of a project on the list was noted, up to the end of f.month.
create or replace macro notes_of(f) as table
select x.*, n.* exclude (named)
from progress_note x
join truth_of(f, 'note') t on t.entity = x.entity and t.submission_id = x.submission_id
join named_of(f) n on n.named = x.project_code
where x.city = f['city']
    and (f['units'] is null or list_contains(f['units'], x.unit_id))
    and x.noted_on <= f['cut_off'];

-- The last day, up to the end of f.month, on which the progress of anything in the city was noted: staleness counts from it.
create or replace macro noted_until(f) as (
    select max(x.noted_on)
    from progress_note x
    join truth_of(f, 'note') t on t.entity = x.entity and t.submission_id = x.submission_id
    where x.city = f['city'] and x.noted_on <= f['cut_off']
);
