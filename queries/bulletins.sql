-- Which printed sources does the store hold, of whom and to which date?
-- One row per source, issuer and date.
select
    f.source,
    f.issuer,
    f.as_of,
    coalesce(f.city = $f.city, false) as is_own,
    count(*) as figure_count,
    count(f.figure_id) as compared_count
from published_figure f
group by f.source, f.issuer, f.as_of, is_own
order by is_own desc, f.as_of desc, f.issuer, f.source
