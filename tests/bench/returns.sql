-- Returns of one city, made up by arithmetic and written straight into the tables of queries/schema.sql:
-- as many projects and months as the variables say. Every unit returns every month and corrects one month in eight.
-- Variables: city, projects, months (ending with last_month), last_month, sectors, batches.
create temp table bench_unit as
select unit_id, name_zh, division_code, row_number() over (order by unit_order) - 1 as unit_no
from unit
where city = getvariable('city') and is_expected;

create temp table bench_month as
select period, fiscal_year, month_no, row_number() over (order by period) as month_index
from calendar
where city = getvariable('city') and period <= getvariable('last_month')
order by period desc
limit getvariable('months');

create temp table bench_project as
select
    i as project_no,
    format('2017-5101{:02d}-{:02d}-{:02d}-{:06d}', i % 20, 10 + i % 80, 1 + i % 3, i) as entity,
    u.unit_id,
    u.division_code,
    format(
        '{}{}{}{}{}号项目',
        u.name_zh,
        (['青', '云', '白', '紫', '碧', '银', '丹', '翠', '玉', '晨', '星', '月', '春', '秋', '松', '兰'])[1 + (hash(i + 4) % 16)::integer],
        (['桐', '杉', '穗', '竹', '泉', '杏', '枫', '溪', '岚', '原', '禾', '麓', '澜', '槿', '苔', '砚'])[1 + (hash(i + 5) % 16)::integer],
        (['精细化工', '生物医药', '医院院区', '河道综合治理', '市政道路', '集中供热', '物流园', '数据中心', '中学校园', '污水处理厂'])[1 + (hash(i + 6) % 10)::integer],
        i
    ) as project_name,
    case when i % 8 = 0 then 1 else 2 end as level_rank,
    getvariable('sectors')[1 + i % len(getvariable('sectors'))] as sector,
    getvariable('batches')[1 + (i // 7) % len(getvariable('batches'))] as batch,
    104.06 + (hash(i) % 2000)::double / 4000 - 0.25 as lon,
    30.65 + (hash(i + 7) % 2000)::double / 4000 - 0.25 as lat,
    (2000 + hash(i + 1) % 600000)::decimal(18,2) as total_investment,
    (500 + hash(i + 2) % 40000)::decimal(18,2) as plan_year,
    (70 + hash(i + 3) % 50)::double / 100 as pace
from range(getvariable('projects')) r(i)
join bench_unit u on u.unit_no = i % (select count(*) from bench_unit);

create temp table bench_submission as
select
    format('{:04x}{:04x}{:01x}{}', u.unit_no, m.month_index, v.edition, 'benchab') as submission_id,
    u.unit_id,
    m.period,
    m.fiscal_year,
    m.month_no,
    m.month_index,
    v.edition,
    m.period + interval 1 month + to_days((2 + u.unit_no % 3 + 9 * v.edition)::integer) as received_at
from bench_unit u
cross join bench_month m
join (values (0), (1)) v(edition) on v.edition = 0 or (u.unit_no + m.month_index) % 8 = 0;

insert into submission by name
select
    submission_id,
    getvariable('city') as city,
    unit_id,
    period,
    'monthly-1' as form,
    format('{}-{}.xlsx', unit_id, period) as file_name,
    sha256(submission_id) as sha256,
    received_at,
    'accepted' as status,
    1 as row_count
from bench_submission;

insert into submission_column
select s.submission_id, c.kind, c.sheet, c.field, c.letter, c.field, 1
from bench_submission s
cross join (
    values ('investment', '投资完成情况', 'invested_month', 'D'), ('investment', '投资完成情况', 'invested_ytd', 'E'),
        ('investment', '投资完成情况', 'invested_total', 'F'), ('project', '项目台账', 'project_name', 'B'),
        ('project', '项目台账', 'plan_year', 'M'), ('project', '项目台账', 'total_investment', 'L')
) c(kind, sheet, field, letter);

insert into project_version by name
select
    s.submission_id,
    getvariable('city') as city,
    p.unit_id,
    p.entity,
    s.period,
    '项目台账' as sheet,
    (5 + p.project_no)::integer as row,
    p.entity as project_code,
    p.project_name,
    'key' as list_kind,
    l.level_id,
    case when p.project_no % 3 = 0 then 'new' else 'carry' end as annual_class,
    p.batch,
    p.sector,
    p.unit_id as division_id,
    p.lon,
    p.lat,
    p.lon as lon_given,
    p.lat as lat_given,
    'CGCS2000' as crs,
    format('示例业主{}', p.project_no) as owner_name,
    p.total_investment,
    (s.fiscal_year - 2016) * p.plan_year as prev_years_invested,
    p.plan_year,
    make_date(s.fiscal_year, 1 + (p.project_no % 12)::integer, 1) as plan_start_date,
    case
        when s.month_no > 1 + p.project_no % 12 and p.project_no % 10 < 7
            then make_date(s.fiscal_year, 1 + (p.project_no % 12)::integer, 15)
    end as actual_start_date,
    make_date(s.fiscal_year + 1, 1 + (p.project_no % 12)::integer, 28) as plan_finish_date
from bench_project p
join bench_submission s on s.unit_id = p.unit_id
join list_level l on l.city = getvariable('city') and l.level_rank = p.level_rank
where s.edition = 0
    and (s.month_no = 1 or s.month_index = 1 or s.month_no = 2 + p.project_no % 12);

insert into plan_month
select
    v.submission_id,
    v.city,
    v.unit_id,
    v.entity,
    v.period,
    v.sheet,
    v.row,
    c.period,
    cast(v.plan_year / 12 as decimal(18,2))
from project_version v
join bench_submission s on s.submission_id = v.submission_id
join calendar c on c.city = v.city and c.fiscal_year = s.fiscal_year
where s.month_no = 1 or s.month_index = 1;

insert into investment_return by name
select
    s.submission_id,
    getvariable('city') as city,
    p.unit_id,
    p.entity,
    s.period,
    '投资完成情况' as sheet,
    (5 + p.project_no)::integer as row,
    cast(p.plan_year * p.pace / 12 as decimal(18,2)) as invested_month,
    cast(p.plan_year * (p.pace + s.edition * 0.01) * s.month_no / 12 as decimal(18,2)) as invested_ytd,
    cast(p.plan_year * ((s.fiscal_year - 2016) + p.pace * s.month_no / 12) as decimal(18,2)) as invested_total,
    cast(p.plan_year * p.pace * s.month_no / 13 as decimal(18,2)) as stat_ytd,
    cast(p.plan_year * p.pace * s.month_no / 14 as decimal(18,2)) as paid_ytd
from bench_project p
join bench_submission s on s.unit_id = p.unit_id;

insert into problem by name
select
    s.submission_id,
    getvariable('city') as city,
    p.unit_id,
    format('{}-{}', p.entity, s.month_index) as entity,
    s.period,
    '问题清单' as sheet,
    (5 + p.project_no)::integer as row,
    p.entity as project_code,
    'collected' as ledger,
    'approval' as problem_kind,
    '示例问题' as description,
    'general' as severity,
    s.period as raised_date,
    s.period + 30 as due_date,
    case when p.project_no % 4 > 0 then s.period + 20 end as resolved_date
from bench_project p
join bench_submission s on s.unit_id = p.unit_id
where s.edition = 0 and (p.project_no + s.month_index) % 12 = 0;

create or replace temp table new_submission as
select submission_id
from bench_submission;
