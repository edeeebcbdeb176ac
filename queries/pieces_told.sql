-- Question: which pieces of evidence has each body ever told?
-- One row per body and piece that it told anything of; records says how many.
-- Parameters: none
with pieces as (
    select body_code, 'members' as piece, count(*) as records from seats group by body_code
    union all
    select body_code, 'member_keys', count(member_ref) from seats where not coalesce(vacant, false) group by body_code
    union all
    select body_code, 'starts', count(started) from seats where not coalesce(vacant, false) group by body_code
    union all
    select body_code, 'term_ends', count(term_ends) from seats where not coalesce(vacant, false) group by body_code
    union all
    select body_code, 'routes', count(*) filter (route != 'unknown') from seats group by body_code
    union all
    select body_code, 'members', count(*) from seat_counts group by body_code
    union all
    select body_code, 'recruitment', count(*) from recruitment where stage = 'appointed' group by body_code
    union all
    select body_code, 'applicants', count(*) from recruitment where stage = 'applied' group by body_code
    union all
    select body_code, 'participation', count(people) from participation group by body_code
    union all
    select body_code, 'satisfaction', count(satisfied) from participation group by body_code
    union all
    select body_code, 'consulted', count(organisations.count)
    from organisations
    where involvement = 'consulted'
    group by body_code
    union all
    select body_code, 'delivering', count(organisations.count)
    from organisations
    where involvement = 'delivering'
    group by body_code
    union all
    select body_code, 'infrastructure', count(organisations.count)
    from organisations
    where infrastructure_support != 'not_known'
    group by body_code
    union all
    select body_code, 'practice', count(*) from practice group by body_code
)

select body_code, piece, cast(sum(records) as bigint) as records
from pieces
group by body_code, piece
having sum(records) > 0
order by body_code, piece;
