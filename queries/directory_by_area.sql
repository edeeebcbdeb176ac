-- Question: how many entries of the directory are open on this day in each area of one level of this place?
-- One row per area. An entry is in the area it is for, or that its own area lies in; around counts those for a larger
-- place that the area lies in. told says whether the directory has any entry, of any time, in the same authority.
-- illustrative chooses between entries of invented places and all others: they are never counted together.
-- Parameters: $area, $level, $day, $illustrative
with latest as (
    select directory.*, returns.source_code, returns.standing
    from directory
    inner join returns on directory.return_id = returns.return_id
    qualify row_number() over (partition by directory.entry_code order by returns.sequence desc) = 1
),

entry as (
    select
        entry_code,
        kind,
        area_code,
        source_code,
        coalesce("from", cast($day as date)) <= cast($day as date)
        and coalesce("to", cast($day as date)) >= cast($day as date) as is_open
    from latest
    where (standing = 'illustrative') = $illustrative
),

place as (
    select areas.area_code, areas.name, areas.parent_code
    from area_within
    inner join areas on area_within.area_code = areas.area_code
    where area_within.within_code = $area and area_within.level = $level
),

-- Every area, and every part of it with the area it is counted in; every area, and what lies around it.
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

counted as (
    select
        inside.area_code,
        count(*) filter (entry.is_open and entry.kind = 'opportunity') as opportunity,
        count(*) filter (entry.is_open and entry.kind = 'training') as training,
        count(*) filter (entry.is_open and entry.kind = 'support') as support,
        count(*) filter (entry.is_open and entry.kind = 'organisation') as organisation,
        count(*) filter (entry.is_open) as entries,
        string_agg(distinct entry.source_code, ' ') as source_code
    from inside
    inner join entry on inside.part_code = entry.area_code
    group by inside.area_code
),

wider as (
    select surrounding.area_code, count(*) as around
    from surrounding
    inner join entry on surrounding.around_code = entry.area_code
    where entry.is_open
    group by surrounding.area_code
),

authority_of_entry as (
    select entry.area_code as authority_code
    from entry
    union
    select areas.parent_code
    from entry
    inner join areas on entry.area_code = areas.area_code
    where areas.level = 'ward'
),

census as (
    select
        place.area_code,
        max_by(residents.base, residents.date) as residents,
        max_by(residents.estimated, residents.date) as estimated
    from place
    inner join residents on place.area_code = residents.area_code
    where residents.classification = 'broad-5' and residents.group_code = 'white' and residents.age_base = 'all ages'
    group by place.area_code
)

select
    place.area_code,
    place.name as area,
    parents.name as parent,
    coalesce(counted.opportunity, 0) as opportunity,
    coalesce(counted.training, 0) as training,
    coalesce(counted.support, 0) as support,
    coalesce(counted.organisation, 0) as organisation,
    coalesce(counted.entries, 0) as entries,
    coalesce(wider.around, 0) as around,
    census.residents,
    census.estimated,
    if($level = 'ward', place.parent_code, place.area_code) in (
        select authority_code from authority_of_entry where authority_code is not null
    ) as told,
    counted.source_code
from place
left join areas as parents on place.parent_code = parents.area_code
left join counted on place.area_code = counted.area_code
left join wider on place.area_code = wider.area_code
left join census on place.area_code = census.area_code
order by place.name, place.area_code;
