-- Month by month: the commission's figure, statistics and payments of the projects now on the list.
-- Like is compared with like: all three are added up over the projects that have a figure of the statistics bureau that month;
-- invested_ytd is the commission's figure of all projects beside it.
-- One row per month of the fiscal year up to the last with money.
select
    c.period,
    sum(c.invested_ytd) as invested_ytd,
    count(c.stat_ytd) as compared_count,
    sum(c.invested_ytd) filter (where c.stat_ytd is not null) as compared_ytd,
    sum(c.stat_ytd) as stat_ytd,
    sum(c.paid_ytd) filter (where c.stat_ytd is not null) as compared_paid_ytd,
    sum(c.deviation_amount) as deviation_amount,
    cast(sum(c.deviation_amount) as double) / nullif(cast(sum(c.stat_ytd) as double), 0) as deviation_share,
    count(*) filter (where c.is_beyond) as beyond_count
from compared_of($f) c
group by c.period
order by c.period
