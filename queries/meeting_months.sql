-- How often was there a meeting of each kind, month by month, this fiscal year so far?
-- meeting_ytd_count adds up the months; meeting_project_count: projects dealt with, one as often as it was dealt with.
-- One row per kind of meeting held at all and month of the fiscal year up to f.month, kinds held most often first.
with held as (
    select
        m.meeting_kind,
        date_trunc('month', coalesce(m.held_date, m.period)) as period,
        m.project_count
    from meetings_of(struct_update($f, units := null)) m
),
kind as (
    select meeting_kind, count(*) as kind_count
    from held
    group by meeting_kind
)
select
    k.meeting_kind,
    c.period,
    count(h.period) as meeting_count,
    sum(count(h.period)) over (partition by k.meeting_kind order by c.period) as meeting_ytd_count,
    coalesce(sum(h.project_count), 0) as meeting_project_count
from kind k
join calendar c on c.city = $f.city and c.fiscal_year = $f.fiscal_year and c.period <= $f.month
left join held h on h.meeting_kind = k.meeting_kind and h.period = c.period
group by k.meeting_kind, k.kind_count, c.period
order by k.kind_count desc, k.meeting_kind, c.period
