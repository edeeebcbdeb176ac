-- Question: in which areas of one level of this place has anybody told anything, in which kind of return?
-- One row per area of the level and kind of evidence told there, with the last day told of. Members and recruitment
-- are told of a place by a body whose catchment holds it, a part of it or a place around it; everything else by a
-- record of the place itself or of a part of it: a survey of a region says nothing of one authority in it.
-- illustrative chooses between invented evidence and all other: they are never counted together.
-- Parameters: $area, $level, $illustrative
with told as (
    select return_id, 'participation' as kind, area_code, ended as day
    from activities
    union all
    select return_id, 'participation' as kind, area_code, null as day
    from participation
    where "to" is null and "from" is null
    union all
    select return_id, 'organisations' as kind, area_code, day
    from organisations_led
    union all
    select return_id, 'organisations' as kind, area_code, null as day
    from organisations
    where "to" is null and "from" is null
    union all
    select return_id, 'funding' as kind, area_code, coalesce("to", award_date) as day
    from funding
    union all
    select return_id, 'survey' as kind, area_code, coalesce("to", "from") as day
    from survey
    where ethnic_group != 'all'
    union all
    select return_id, 'cases' as kind, area_code, coalesce("to", "from") as day
    from cases
    union all
    select return_id, 'directory' as kind, area_code, coalesce("to", "from") as day
    from directory
),

served as (
    select return_id, if(kind = 'seats', 'members', kind) as kind, body_code, day
    from told_on
    where kind in ('seats', 'recruitment')
),

place as (
    select area_code
    from area_within
    where within_code = $area and level = $level
    union
    select area_code
    from areas
    where area_code = $area and level = $level and standing = 'current'
),

inside as (
    select place.area_code, area_within.area_code as part_code
    from place
    inner join area_within on place.area_code = area_within.within_code
    union all
    select area_code, area_code as itself from place
),

surrounding as (
    select place.area_code, area_within.within_code as around_code
    from place
    inner join area_within on place.area_code = area_within.area_code
),

evidence as (
    select kind, area_code, max(day) as day
    from (
        select told.kind, told.area_code, coalesce(told.day, returns.received) as day
        from told
        inner join returns on told.return_id = returns.return_id
        where (returns.standing = 'illustrative') = $illustrative
    ) as dated
    group by kind, area_code
),

evidence_served as (
    select dated.kind, catchment.area_code, max(dated.day) as day
    from (
        select served.kind, served.body_code, max(coalesce(served.day, returns.received)) as day
        from served
        inner join returns on served.return_id = returns.return_id
        where (returns.standing = 'illustrative') = $illustrative
        group by served.kind, served.body_code
    ) as dated
    inner join catchment on dated.body_code = catchment.body_code
    group by dated.kind, catchment.area_code
),

found as (
    select inside.area_code, evidence.kind, evidence.day
    from inside
    inner join evidence on inside.part_code = evidence.area_code
    union all
    select inside.area_code, evidence_served.kind, evidence_served.day
    from inside
    inner join evidence_served on inside.part_code = evidence_served.area_code
    union all
    select surrounding.area_code, evidence_served.kind, evidence_served.day
    from surrounding
    inner join evidence_served on surrounding.around_code = evidence_served.area_code
)

select area_code, kind, max(day) as latest
from found
group by area_code, kind
order by area_code, kind;
