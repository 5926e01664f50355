-- From which months of the fiscal year can the ranks of this month be told apart, and which of them ended the last quarter?
-- Months without any return of money before them in the fiscal year have no ranks and are left out.
-- One row per month of the fiscal year up to f.month, oldest first.
with known as (
    select
        c.period,
        c.month_no,
        c.period = $f.month as is_now,
        c.period = cast($f.month - interval 1 month as date) as is_month_before,
        exists (
            from reported r
            where r.city = $f.city and r.kind = 'investment' and r.period <= c.period and r.period >= $f.year_start
                and r.known_from <= $f.known_on
        ) as has_money
    from calendar c
    where c.city = $f.city and c.fiscal_year = $f.fiscal_year and c.period <= $f.month
)
select
    k.period,
    k.month_no,
    k.is_now,
    k.is_month_before,
    k.month_no = max(k.month_no) filter (where k.month_no % 3 = 0 and not k.is_now) over () as is_quarter_end
from known k
where k.has_money
order by k.period
