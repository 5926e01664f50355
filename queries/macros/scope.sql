-- The only WHERE clauses of the product: which rows a question is about, as of a month and a day of knowledge.
-- f is the struct of paceboard.filters.Filters with the days of queries/when.sql in it (cut_off, year_start, year_end,
-- money_month, time_share, level_rank); None in it means all. The level filter is nested: a project on a higher list is
-- on the lower ones too. In macros write f['unit'], not f.unit.
-- scope, as_of: one row per project. money: one row per cell and month. kpi: one row per cut. Each macro says its own grain.

-- One row per project and stretch of months up to f.month with what the register said of it, as known on f.known_on:
-- every list, whatever became of the project. Questions about the past of projects start here.
create or replace macro history(f) as table
select p.*
from project_state p
where p.city = f['city']
    and p.valid_from <= f['month']
    and p.known_from <= f['known_on']
    and p.known_until > f['known_on']
    and (f['units'] is null or list_contains(f['units'], p.unit_id))
    and (f['sectors'] is null or list_contains(f['sectors'], p.sector))
    and (f['batches'] is null or list_contains(f['batches'], p.batch))
    and (f['level'] is null or p.level_rank <= f['level_rank'])
    and (f['search'] is null or contains(p.search_text, lower(f['search'])))
    and (f['project'] is null or p.entity = f['project']);

-- One row per project of every list in the register that is the truth at f.month: lists are never added to one another.
create or replace macro every_list(f) as table
select h.*
from history(f) h
where h.valid_until > f['month']
    and coalesce(h.status, '') <> 'removed';

-- One row per project in the register that is the truth at f.month as known on f.known_on.
create or replace macro scope(f) as table
select p.*
from every_list(f) p
where p.list_kind = f['list_kind'];

-- One row per statement of one kind of sheet that is the truth at f.month as known on f.known_on.
create or replace macro truth_of(f, wanted) as table
select i.entity, i.submission_id
from statement_interval i
where i.kind = wanted
    and i.city = f['city']
    and i.valid_from <= f['month']
    and i.valid_until > f['month']
    and i.known_from <= f['known_on']
    and i.known_until > f['known_on'];

-- One row per project on the list: what rows about projects say of the project they name.
create or replace macro named_of(f) as table
select
    p.entity as named,
    p.project_name,
    p.sector,
    p.batch,
    p.division_id,
    p.level_id,
    p.level_rank,
    p.total_investment,
    p.plan_year,
    p.leader,
    coalesce(p.is_focus, false) as is_focus
from scope(f) p;

-- Yes where rows that name no project on the list count: on the main list, as long as nothing is asked of projects.
create or replace macro counts_unnamed(f) as
    f['sectors'] is null
    and f['batches'] is null
    and f['level'] is null
    and f['search'] is null
    and f['project'] is null
    and f['list_kind'] = (select c.main_list from city c where c.city = f['city']);
