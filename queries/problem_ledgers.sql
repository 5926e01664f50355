-- Which ledgers of problems are kept, and how far is each? They are separate universes and are never added.
-- One row per ledger, the one collected with the returns first.
select
    p.ledger,
    count(*) as problem_collected_count,
    count(*) filter (where p.is_resolved) as problem_resolved_count,
    cast(count(*) filter (where p.is_resolved) as double) / count(*) as problem_share,
    count(*) filter (where not p.is_resolved) as problem_open_count
from problems_of($f) p
group by p.ledger
order by p.ledger <> 'collected', p.ledger
