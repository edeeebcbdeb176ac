-- Question: how many people of some ethnic groups has each body counted in these parts, at every date told in a time?
-- One row per body, part, date and group, from $since to $until; $classifications and $ethnic_groups are pairs.
-- `everyone` is the body's own total, `known` all it tells the group of, `unknown` those whose group it does not know;
-- each null where it was not told. `told_in` is the list of groups that the return used, where it names one. A date at
-- which the body told others but not this group has no row.
-- Parameters: $bodies, $parts, $since, $until, $classifications, $ethnic_groups
with told as (
    select *
    from engaged
    where
        body_code in (select unnest($bodies))
        and part in (select unnest($parts))
        and as_at between $since and $until
),

totals as (
    select
        body_code,
        part,
        as_at,
        sum(people) filter (classification = 'all') as everyone,
        min(unit) filter (classification = 'all') as everyone_unit,
        coalesce(
            case
                when bool_and(people is not null) filter (classification = 'unknown')
                    then sum(people) filter (classification = 'unknown')
            end,
            sum(people_high) filter (classification = 'unknown')
        ) as unknown
    from told
    group by body_code, part, as_at
),

groups_told as (
    select
        *,
        case
            when
                (listed or groups_told > 1)
                and count(people) over (partition by body_code, part, as_at, classification)
                = count(*) over (partition by body_code, part, as_at, classification)
                then sum(people) over (partition by body_code, part, as_at, classification)
        end as known
    from told
    where classification in (select unnest($classifications))
),

wanted as (
    select unnest($classifications) as classification, unnest($ethnic_groups) as group_code
),

lists as (
    select return_id, body_code, tier, as_at, min(nullif(classification, 'all')) as told_in
    from seat_counts
    where
        body_code in (select unnest($bodies))
        and tier in (select unnest($parts))
        and as_at between $since and $until
    group by return_id, body_code, tier, as_at
)

select
    groups_told.body_code,
    body.name as body,
    body.body_type,
    groups_told.part,
    groups_told.as_at,
    groups_told.classification,
    groups_told.group_code,
    groups_told.people,
    groups_told.people_low,
    groups_told.people_high,
    groups_told.people_mark,
    groups_told.unit,
    groups_told.base,
    groups_told.listed,
    groups_told.note,
    groups_told.known,
    groups_told.return_id,
    groups_told.source_code,
    groups_told.standing,
    totals.everyone,
    totals.everyone_unit,
    totals.unknown,
    lists.told_in
from groups_told
inner join wanted
    on groups_told.classification = wanted.classification and groups_told.group_code = wanted.group_code
inner join totals
    on
        groups_told.body_code = totals.body_code
        and groups_told.part = totals.part
        and groups_told.as_at = totals.as_at
inner join body on groups_told.body_code = body.body_code
left join lists
    on
        groups_told.return_id = lists.return_id
        and groups_told.body_code = lists.body_code
        and groups_told.part = lists.tier
        and groups_told.as_at = lists.as_at
order by
    groups_told.body_code, groups_told.part, groups_told.as_at, groups_told.classification, groups_told.group_code;
