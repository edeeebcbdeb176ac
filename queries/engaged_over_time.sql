-- Question: how many people of one ethnic group has each body counted in these parts, at every date told in a time?
-- One row per body, part and date, from $since to $until. `everyone` is the body's own total, `known` all it tells the
-- group of, `unknown` those whose group it does not know; each null where it was not told. `told_in` is the list of
-- groups that the return used, where it names one. A date at which the body told others but not this group has no row.
-- Parameters: $bodies, $parts, $since, $until, $classification, $ethnic_group
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
                and count(people) over (partition by body_code, part, as_at)
                = count(*) over (partition by body_code, part, as_at)
                then sum(people) over (partition by body_code, part, as_at)
        end as known
    from told
    where classification = $classification
),

lists as (
    select return_id, body_code, tier, as_at, min(nullif(classification, 'all')) as told_in
    from seat_counts
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
where groups_told.group_code = $ethnic_group
order by groups_told.body_code, groups_told.part, groups_told.as_at;
