-- How much of the quota that was handed down is used, how much was taken in advance, and what share is that?
-- quota_taken_share: used and taken in advance, of what was handed down. collective_needed and _secured: needs that name no
-- project but a number of them (collective_count).
-- One row per factor with a quota or a collective need.
with line as (
    select
        x.factor_kind as factor,
        x.line_kind,
        x.project_count,
        coalesce(x.needed, 0) as needed,
        coalesce(x.secured, 0) as secured
    from factors_of($f) x
    where x.line_kind <> 'need' or x.project_code is null
),
added as (
    select
        factor,
        sum(needed) filter (where line_kind = 'quota_issued') as quota_issued,
        coalesce(sum(needed) filter (where line_kind = 'quota_used'), 0) as quota_used,
        coalesce(sum(needed) filter (where line_kind = 'quota_advance'), 0) as quota_advance,
        cast(coalesce(sum(project_count) filter (where line_kind in ('quota_used', 'quota_advance')), 0) as bigint) as taking_count,
        sum(needed) filter (where line_kind = 'need') as collective_needed,
        sum(secured) filter (where line_kind = 'need') as collective_secured,
        cast(coalesce(sum(project_count) filter (where line_kind = 'need'), 0) as bigint) as collective_count
    from line
    group by factor
)
select
    a.factor,
    a.quota_issued,
    a.quota_used,
    a.quota_advance,
    a.quota_used + a.quota_advance as quota_taken,
    cast(a.quota_advance as double) / nullif(cast(a.quota_issued as double), 0) as quota_advance_share,
    cast(a.quota_used as double) / nullif(cast(a.quota_issued as double), 0) as quota_used_share,
    cast(a.quota_used + a.quota_advance as double) / nullif(cast(a.quota_issued as double), 0) as quota_taken_share,
    a.taking_count,
    a.collective_needed,
    a.collective_secured,
    a.collective_count
from added a
order by a.quota_issued is null, a.factor
