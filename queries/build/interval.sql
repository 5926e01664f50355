-- The rectangles in (valid time x knowledge time) in which each statement is the truth.
-- A statement about month P holds from P until the next month the entity is stated for, as far as that is known;
-- money, and a list that is issued afresh each year, hold at most to the end of the fiscal year.
-- Knowledge has the grain of a day: of two statements about one month on one day the later one counts.
-- One row per rectangle.
delete from statement_interval
where exists (
    select 1 from touched t
    where t.kind = statement_interval.kind and t.city = statement_interval.city and t.entity = statement_interval.entity
);

insert into statement_interval
with mine as (
    select s.kind, s.city, s.entity, s.submission_id, s.period, s.known_from, s.received_at, s.is_tombstone
    from statement s
    join touched t on t.kind = s.kind and t.city = s.city and t.entity = s.entity
),
window_of as (
    select kind, city, entity, submission_id, period, known_from, is_tombstone,
        coalesce(
            lead(known_from) over (
                partition by kind, city, entity, period order by received_at, is_tombstone desc, submission_id
            ),
            date '2200-01-01'
        ) as known_until
    from mine
),
first_known as (
    select kind, city, entity, period, min(known_from) as known_from
    from mine
    group by kind, city, entity, period
),
ordered as (
    select kind, city, entity, period, known_from,
        lead(period) over (partition by kind, city, entity order by period) as next_period,
        lead(known_from) over (partition by kind, city, entity order by period) as next_known_from
    from first_known
),
tangled as (
    select distinct kind, city, entity
    from ordered
    where next_known_from < known_from
),
later as (
    select o.kind, o.city, o.entity, o.period, o.next_period as until_period, o.next_known_from as known_from
    from ordered o
    where o.next_period is not null
    union all
    select o.kind, o.city, o.entity, o.period, q.period as until_period, q.known_from
    from ordered o
    join tangled t on t.kind = o.kind and t.city = o.city and t.entity = o.entity
    join first_known q on q.kind = o.kind and q.city = o.city and q.entity = o.entity and q.period > o.next_period
),
record as (
    select kind, city, entity, period, until_period, known_from,
        min(known_from) over (
            partition by kind, city, entity, period order by until_period
            rows between unbounded preceding and 1 preceding
        ) as nearer_known_from
    from later
),
step as (
    select kind, city, entity, period, until_period, known_from,
        coalesce(nearer_known_from, date '2200-01-01') as known_until
    from record
    where nearer_known_from is null or known_from < nearer_known_from
    union all
    select f.kind, f.city, f.entity, f.period, date '2200-01-01' as until_period, date '1900-01-01' as known_from,
        coalesce(min(l.known_from), date '2200-01-01') as known_until
    from first_known f
    left join later l on l.kind = f.kind and l.city = f.city and l.entity = f.entity and l.period = f.period
    group by f.kind, f.city, f.entity, f.period
),
capped as (
    select w.kind, w.city, w.entity, w.submission_id, w.period as valid_from,
        case
            when w.kind = 'investment' or (w.kind in ('project', 'plan') and c.is_annual_list)
                then least(s.until_period, m.year_end)
            else s.until_period
        end as valid_until,
        greatest(w.known_from, s.known_from) as known_from,
        least(w.known_until, s.known_until) as known_until,
        w.is_tombstone
    from window_of w
    join step s on s.kind = w.kind and s.city = w.city and s.entity = w.entity and s.period = w.period
    join city c on c.city = w.city
    join calendar m on m.city = w.city and m.period = w.period
)
select kind, city, entity, submission_id, valid_from, valid_until, known_from, known_until
from capped
where not is_tombstone and known_from < known_until and valid_from < valid_until
