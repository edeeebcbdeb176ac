-- Question: who took part, altogether, in each role and through each channel, in the groups each return was told in?
-- One row per body, way of adding up ($ways: all; involved, in any role but user of services; role; mechanism), code,
-- table of groups (an activity in a place and time) and ethnic group; least and most people are the same unless the
-- sender hid the figure, and most is null where nothing is known of it. Activities belong to the period in which they
-- ended. repeated says that these people were already counted in another activity of the same sum.
-- Parameters: $bodies, $since, $until, $ways
with activities as (
    select
        participation.return_id,
        participation.body_code,
        participation.activity,
        participation.role,
        participation.mechanism,
        participation."from" as began,
        coalesce(participation."to", participation."from") as ended,
        participation.area_code,
        coalesce(participation.ethnic_group, 'blank') as ethnic_group,
        coalesce(participation.people_low, 0) as least,
        participation.people_high as most,
        coalesce(participation.people_mark, '') as why,
        participation.satisfied,
        lower(trim(participation.activity)) as named,
        lower(trim(participation.repeat_of)) as repeats,
        returns.source_code,
        returns.standing
    from participation
    inner join returns on participation.return_id = returns.return_id
    where
        participation.body_code in (select unnest($bodies))
        and coalesce(participation."to", participation."from") <= cast($until as date)
        and (
            cast($since as date) is null
            or coalesce(participation."to", participation."from") >= cast($since as date)
        )
),

sums as (
    select 'all' as added_by, 'all' as code, activities.*
    from activities
    where 'all' in (select unnest($ways))
    union all
    select 'involved' as added_by, 'involved' as code, activities.*
    from activities
    where 'involved' in (select unnest($ways)) and activities.role != 'beneficiary'
    union all
    select 'role' as added_by, activities.role as code, activities.*
    from activities
    where 'role' in (select unnest($ways)) and activities.role is not null
    union all
    select 'mechanism' as added_by, activities.mechanism as code, activities.*
    from activities
    where 'mechanism' in (select unnest($ways)) and activities.mechanism is not null
),

-- Two activities that each name the other were both counted: the first of them by name stays.
named as (
    select added_by, code, body_code, named, repeats, min(began) as began, max(ended) as ended
    from sums
    group by all
),

repeated as (
    select distinct sums.added_by, sums.code, sums.body_code, sums.named, sums.repeats, sums.began, sums.ended
    from sums
    inner join named
        on
            sums.added_by = named.added_by
            and sums.code = named.code
            and sums.body_code = named.body_code
            and sums.repeats = named.named
            and sums.began <= named.ended
            and sums.ended >= named.began
    where
        sums.named != named.named
        and (named.repeats is distinct from sums.named or named.named < sums.named)
)

select
    sums.body_code,
    sums.added_by,
    sums.code,
    concat_ws('|', sums.return_id, sums.activity, sums.role, sums.mechanism, sums.began, sums.ended, sums.area_code)
        as part,
    sums.area_code,
    sums.ethnic_group,
    sums.least,
    sums.most,
    sums.why,
    sums.satisfied,
    false as listed,
    repeated.named is not null as repeated,
    sums.source_code,
    sums.standing
from sums
left join repeated
    on
        sums.added_by = repeated.added_by
        and sums.code = repeated.code
        and sums.body_code = repeated.body_code
        and sums.named = repeated.named
        and sums.repeats = repeated.repeats
        and sums.began = repeated.began
        and sums.ended = repeated.ended
order by sums.body_code, sums.added_by, sums.code, part, sums.ethnic_group;
