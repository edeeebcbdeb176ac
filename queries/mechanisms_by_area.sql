-- Question: through which mechanisms (channels) could people take part in each area of one level of this place?
-- One row per area of the level and mechanism told there; activities is how many, by name and body. An activity is
-- where its return says it took place, and belongs to the period in which it ended.
-- illustrative chooses between invented activities and all other: they are never counted together.
-- Parameters: $area, $level, $since, $until, $illustrative
with place as (
    select area_code
    from area_within
    where within_code = $area and level = $level
),

inside as (
    select place.area_code, area_within.area_code as part_code
    from place
    inner join area_within on place.area_code = area_within.within_code
    union all
    select area_code, area_code as itself from place
),

held as (
    select distinct
        participation.area_code,
        participation.body_code,
        lower(trim(participation.activity)) as activity,
        participation.mechanism,
        returns.source_code
    from participation
    inner join returns on participation.return_id = returns.return_id
    where
        (returns.standing = 'illustrative') = $illustrative
        and coalesce(participation."to", participation."from") <= cast($until as date)
        and (
            cast($since as date) is null
            or coalesce(participation."to", participation."from") >= cast($since as date)
        )
)

select
    inside.area_code,
    coalesce(held.mechanism, 'not_told') as mechanism,
    count(distinct concat_ws(': ', held.body_code, held.activity)) as activities,
    string_agg(distinct held.source_code, ' ') as source_code
from inside
inner join held on inside.part_code = held.area_code
group by inside.area_code, coalesce(held.mechanism, 'not_told')
order by inside.area_code, mechanism;
