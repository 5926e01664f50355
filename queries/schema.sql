-- The store: what was submitted (never changed after it is written) and the bitemporal index over it.
-- Money is decimal(18,2) in the city's money unit; shares are computed in queries, never stored.
-- Every row that came from a return carries submission_id, sheet and row; with submission_column it names its cells.
-- `entity` is the stable key inside a city: project code (or unit and name where no code exists yet), problem code, ...
-- `period` is the first day of the month the return speaks about.

create table meta (               -- One row: what this snapshot is.
    snapshot_id varchar not null,
    built_at timestamp not null,
    schema_version varchar not null,
    submission_count integer not null
);
create table city (               -- One row per profile.
    city varchar not null,
    fiscal_start integer not null,      -- first month of the fiscal year: 1 in China, 7 in New York
    is_annual_list boolean not null,    -- true: the list is issued afresh each fiscal year and lapses at its end
    main_list varchar not null,
    is_sample boolean not null,
    holidays varchar not null,          -- the working days that count, table workday: CN weekends
    full_capacity_since integer         -- projects finished since that year are followed until they reach full capacity
);
create table unit (               -- One row per unit that answers for projects (district, county, zone, town, bureau, the city itself).
    city varchar not null,
    unit_id varchar not null,
    name_zh varchar not null,
    name_en varchar not null,
    unit_kind varchar not null,         -- city district county county_city zone town bureau borough
    division_code varchar,              -- official six-digit (town: nine-digit) code; zones have none
    parent_id varchar,                  -- zone: the district it mainly lies in
    unit_order integer not null,
    is_expected boolean not null        -- true: owes a monthly return
);
create table calendar (           -- One row per city and month: the month spine.
    city varchar not null,
    period date not null,
    fiscal_year integer not null,       -- the calendar year in which the fiscal year ends
    month_no integer not null,          -- 1..12 inside the fiscal year
    year_end date not null              -- first day after the fiscal year
);
create table list_level (         -- One row per level of list a project can be on; levels are nested: rank 1 (highest) is on all lists below it.
    city varchar not null,
    level_id varchar not null,
    level_rank integer not null
);
create table unit_deadline (      -- One row per city: day of the following month on which a return is due.
    city varchar not null,
    due_day integer not null
);

create table problem_limit (      -- One row per city and kind of limit: working days allowed (general_days, plan_days).
    city varchar not null,
    limit_kind varchar not null,
    working_days integer not null
);
create table milestone_kind (     -- One row per milestone that the city's projects are planned by (配档表), in the order of works.
    city varchar not null,
    milestone_kind varchar not null,
    milestone_order integer not null
);
create table stage (              -- One row per stage of the pipeline of reserve projects, in order.
    city varchar not null,
    stage_id varchar not null,
    stage_order integer not null
);
create table batch (              -- One row per batch (四个一批), in the order the city lists them.
    city varchar not null,
    batch_id varchar not null,
    batch_order integer not null
);
create table cadence (            -- One row per kind of project and the days within which its progress is noted again; the shortest that applies counts.
    city varchar not null,
    cadence_kind varchar not null,      -- a level of list, focus, other
    days integer not null
);
create table deviation (          -- One row per city that compares returns with statistics: a gap above limit_share, limit_months running, is persistent.
    city varchar not null,
    limit_share double not null,
    limit_months integer not null,
    admitted_from decimal(18,2)         -- total investment from which a started project belongs in statistics, in the city's money unit
);
create table workday (            -- One row per calendar and day of the years it knows; a year it does not know has no rows.
    holidays varchar not null,          -- CN: public holidays and make-up days of China; weekends: Monday to Friday
    day date not null,
    is_workday boolean not null,
    workday_no integer not null         -- working days from the first known day up to and including this one
);
create table form_kind (          -- One row per form and kind of sheet: whether a return lists everything there is of that kind.
    form varchar not null,
    kind varchar not null,
    is_complete boolean not null
);

create table submission (         -- One row per file and reporting period received, whatever its fate.
    submission_id varchar not null,
    city varchar,
    unit_id varchar,
    period date,
    form varchar,
    file_name varchar not null,
    sha256 varchar not null,
    received_at timestamp not null,     -- UTC
    submitted_by varchar,
    status varchar not null,            -- accepted refused
    reason varchar,
    row_count integer not null
);
create table submission_column (  -- One row per column read: where a field stood and in which unit.
    submission_id varchar not null,
    kind varchar not null,              -- project plan investment problem factor funding signing meeting ceremony target
    sheet varchar not null,
    field varchar not null,
    column_letter varchar not null,
    header varchar not null,
    factor double not null              -- cell value x factor = stored value (1 where the unit agrees)
);
create table issue (              -- One row per finding of a check at the gate.
    submission_id varchar not null,
    severity varchar not null,          -- error warning
    rule varchar not null,
    sheet varchar,
    cell varchar,
    found varchar,
    message_zh varchar not null,
    message_en varchar not null
);

create table project_version (    -- One row per project and submission that stated it (register, 项目台账).
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,           -- who answers for it
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar,
    project_name varchar not null,
    list_kind varchar not null,         -- universe: key reserve pool ... (profile's lists); never added across
    level_id varchar,                   -- highest list the project is on
    annual_class varchar,               -- new carry complete prepare
    nature varchar,
    batch varchar,
    stage varchar,                      -- pipeline stage (reserve)
    industry_code varchar,
    sector varchar,                     -- the profile's sector, from industry_code or category
    division_id varchar,                -- unit_id of the district it lies in
    zone_id varchar,                    -- unit_id of the development zone, where any
    place varchar,
    lon_given double,
    lat_given double,
    crs varchar,                        -- declared: CGCS2000 WGS84 GCJ02 BD09
    lon double,                         -- used on the map (CGCS2000 / WGS84)
    lat double,
    precision varchar,
    content varchar,                    -- scale and main works
    owner_name varchar,
    owner_code varchar,                 -- social credit code
    leader varchar,
    department varchar,
    total_investment decimal(18,2),
    prev_years_invested decimal(18,2),
    plan_year decimal(18,2),            -- annual plan of the fiscal year of `period`
    plan_start_date date,
    actual_start_date date,
    plan_finish_date date,
    actual_finish_date date,
    commission_date date,
    full_capacity_date date,
    in_statistics_date date,
    status varchar,                     -- suspended removed, or null
    is_focus boolean,
    is_connected boolean,               -- site connected for remote inspection
    change_reason varchar
);
create table plan_month (         -- One row per project, submission and planned month: the project's own plan curve (a flow per month).
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    plan_period date not null,
    plan_amount decimal(18,2) not null
);
create table investment_return (  -- One row per project and submission: money and physical work in one month.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    invested_month decimal(18,2),
    invested_ytd decimal(18,2) not null,
    invested_total decimal(18,2),       -- since start of construction
    stat_ytd decimal(18,2),             -- accepted by the statistics bureau
    paid_ytd decimal(18,2),             -- paid out (financial)
    physical_share decimal(9,4),        -- physical work done, 1 = complete
    progress_text varchar,
    change_reason varchar
);
create table problem (            -- One row per problem and submission that stated it.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,            -- problem code
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar,
    ledger varchar not null,            -- separate ledgers are never added: collected taskforce
    problem_kind varchar,
    description varchar,
    department varchar,
    severity varchar,                   -- general hard
    escalation varchar,                 -- unit department city: the level that handles it now
    raised_date date,
    assigned_date date,
    plan_date date,
    due_date date,
    resolved_date date,
    confirmed_date date,
    reopened_date date
);
create table factor_need (        -- One row per need (or quota line) and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar,
    factor_kind varchar not null,       -- land energy emission water power money approval
    line_kind varchar not null,         -- need quota_issued quota_used quota_advance
    measure_unit varchar not null,
    project_count integer,
    needed decimal(18,2),
    secured decimal(18,2),
    needed_by date,
    note varchar
);
create table funding (            -- One row per credit or loan line and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar,
    funding_kind varchar not null,      -- credit loan_intention financing_list (the city's own list, published again and again)
    enterprise varchar,
    bank varchar,
    wanted decimal(18,2),
    granted decimal(18,2)
);
create table signing (            -- One row per signed agreement and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    agreement_name varchar not null,
    signed_date date,
    agreed_total decimal(18,2)
);
create table dispatch_meeting (   -- One row per meeting, inspection round or rally and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    meeting_kind varchar not null,      -- central single site inspection rally
    held_date date,
    title varchar,
    project_count integer
);
create table start_ceremony (     -- One row per concentrated start event and submission: a universe of its own, never added to the list.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    ceremony_kind varchar not null,     -- provincial mega industry zone
    held_date date,
    title varchar,
    project_count integer not null,
    total_investment decimal(18,2) not null
);
create table milestone (          -- One row per milestone of a project (节点, 配档表) and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar not null,
    milestone_kind varchar not null,    -- the profile's milestones, in order
    milestone_name varchar not null,
    promised_date date not null,
    forecast_date date,
    actual_date date,
    slip_reason varchar                 -- a problem kind, where it slipped
);
create table project_outline (    -- One row per project whose works are a line or an area (线面图形) and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar not null,
    crs varchar,
    outline_given varchar not null,     -- as written: GeoJSON or WKT
    outline varchar,                    -- used on the map (CGCS2000 / WGS84), GeoJSON
    lon double,                         -- a point on it, for a project whose register gives none
    lat double
);
create table dispatch_item (      -- One row per decision of a meeting and submission: it returns at the next meeting until it is done.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    meeting_code varchar not null,      -- entity of the dispatch_meeting
    project_code varchar,
    decision varchar not null,
    owner_unit_id varchar,              -- who has to act
    department varchar,
    due_date date,
    done_date date
);
create table progress_note (      -- One row per project and day on which its progress was noted (weekly or daily dispatch) and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    period date not null,
    sheet varchar not null,
    row integer not null,
    project_code varchar not null,
    noted_on date not null,
    note varchar
);
create table unit_target (        -- One row per unit and annual target and submission.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,            -- measure, the unit it is set for and, within the year, the month it is due
    period date not null,
    sheet varchar not null,
    row integer not null,
    measure varchar not null,
    target_unit_id varchar not null,    -- who has to reach it
    target_value decimal(18,2) not null,
    done_value decimal(18,2),           -- reported by hand, where no other sheet counts it (events)
    measure_unit varchar not null,
    by_date date
);

create table published_figure (   -- One row per figure printed in a bulletin: facts to compare with, never mixed with returns.
    source varchar not null,            -- file under data/published
    issuer varchar not null,
    city varchar,                       -- profile, where it is one of ours
    as_of varchar not null,
    scope varchar not null,
    measure varchar not null,
    unit_name varchar,
    value decimal(18,4) not null,
    measure_unit varchar not null,
    figure_id varchar,
    note varchar
);

create table scheme (             -- One row per scheme that ranks a city's units: the official ones, every version ever used.
    city varchar not null,
    scheme_id varchar not null,
    version varchar not null,
    effective_from date not null,       -- first month it ranks
    known_from date not null,           -- the day of the first build that used it
    archived_at timestamp not null,     -- UTC; the same, to the second
    digest varchar not null,            -- sha256 of the file, which <home>/rules/official keeps
    is_official boolean not null,
    body varchar not null               -- the whole scheme as JSON, as queries take it
);
create table judgement (          -- One row per line of data/judgements/<city>.csv: points, values and excuses given by hand.
    city varchar not null,
    line integer not null,
    period date not null,               -- first month it holds for
    until date not null,                -- last month it holds for
    unit_id varchar not null,
    project_code varchar,               -- where it speaks of one project
    subject varchar not null,           -- id of an indicator of a scheme or of a rule of cards
    kind varchar not null,              -- points value excuse
    value decimal(18,4),                -- null: an excuse
    author varchar not null,            -- the office that decided
    noted_on date not null,             -- known from that day
    reason varchar not null
);

-- Derived at build time (queries/build): rewritten only for what a new return touches.
create table reported (           -- One row per accepted submission and kind of sheet it filled.
    submission_id varchar not null,
    city varchar not null,
    unit_id varchar not null,
    form varchar not null,
    period date not null,
    kind varchar not null,
    known_from date not null,
    received_at timestamp not null,
    row_count integer not null
);
create table statement (          -- One row per kind, entity and submission: what one return says about one thing. A tombstone says it is no longer listed.
    kind varchar not null,
    city varchar not null,
    unit_id varchar not null,
    entity varchar not null,
    submission_id varchar not null,
    form varchar not null,
    period date not null,
    known_from date not null,
    received_at timestamp not null,
    is_tombstone boolean not null
);
create table statement_interval ( -- One row per rectangle in (valid time x knowledge time) in which a statement is the truth. Open end: 2200-01-01.
    kind varchar not null,
    city varchar not null,
    entity varchar not null,
    submission_id varchar not null,
    valid_from date not null,
    valid_until date not null,
    known_from date not null,
    known_until date not null
);
create table project_state (      -- One row per project and rectangle of truth: the register, ready to ask as of any month and any day of knowledge.
    city varchar not null,
    entity varchar not null,
    submission_id varchar not null,
    valid_from date not null,
    valid_until date not null,
    known_from date not null,
    known_until date not null,
    unit_id varchar not null,
    project_code varchar,
    project_name varchar not null,
    search_text varchar not null,       -- lower-case name, code, owner, leader: what the text filter looks in
    list_kind varchar not null,
    level_id varchar,
    level_rank integer,
    annual_class varchar,
    batch varchar,
    stage varchar,
    sector varchar,
    industry_code varchar,
    division_id varchar,
    zone_id varchar,
    lon double,
    lat double,
    crs varchar,
    precision varchar,
    owner_name varchar,
    leader varchar,
    department varchar,
    total_investment decimal(18,2),
    prev_years_invested decimal(18,2),
    plan_year decimal(18,2),
    plan_original decimal(18,2),        -- the plan first stated in the fiscal year
    plan_start_date date,
    actual_start_date date,
    plan_finish_date date,
    actual_finish_date date,
    commission_date date,
    full_capacity_date date,
    in_statistics_date date,
    status varchar,
    is_focus boolean,
    is_connected boolean
);
create table plan_state (         -- One row per project, planned month and rectangle of truth; plan_ytd runs from the start of the fiscal year.
    city varchar not null,
    entity varchar not null,
    submission_id varchar not null,
    valid_from date not null,
    valid_until date not null,
    known_from date not null,
    known_until date not null,
    plan_period date not null,
    fiscal_year integer not null,
    plan_amount decimal(18,2) not null,
    plan_ytd decimal(18,2) not null
);
create table investment_piece (   -- One row per project and rectangle in which both its money and its place on the list are the truth.
    city varchar not null,
    entity varchar not null,
    submission_id varchar not null,
    reported_period date not null,
    valid_from date not null,
    valid_until date not null,
    known_from date not null,
    known_until date not null,
    list_kind varchar not null,
    unit_id varchar not null,
    division_id varchar,
    sector varchar,
    level_rank integer,
    batch varchar,
    invested_ytd decimal(18,2) not null,
    invested_total decimal(18,2),
    stat_ytd decimal(18,2),
    paid_ytd decimal(18,2),
    physical_share decimal(9,4)
);
create table ledger (             -- One row per difference: sums over valid_on <= month and known_on <= day are the truth as known on that day.
    city varchar not null,
    list_kind varchar not null,
    unit_id varchar not null,
    division_id varchar,
    sector varchar,
    level_rank integer,
    batch varchar,
    valid_on date not null,
    known_on date not null,
    d_invested_ytd decimal(18,2) not null,
    d_stat_ytd decimal(18,2) not null,
    d_paid_ytd decimal(18,2) not null,
    d_count integer not null
);
create table search_entry (       -- One row per project or problem and wording that returns gave it: what the search box looks in.
    city varchar not null,
    kind varchar not null,              -- project problem
    entity varchar not null,
    title varchar not null,             -- name of the project, description of the problem
    known_from date not null,
    spelt varchar not null,             -- every way to write it (paceboard/spelling.py): |plain|pinyin|initials|..., first the title
    sound varchar not null,             -- pinyin without the differences that are often missed
    grams_low hugeint not null,         -- which pairs of letters the sound holds, as bits: what sounds alike shares most of them
    grams_high hugeint not null         -- the rest of these bits
);
