-- Question: how many people of some ethnic groups has each body counted in these parts, at every date told in a time?
-- One row per body, part, date and group, from $since to $until; $classifications and $ethnic_groups are pairs.
-- `everyone` is the body's own total, `known` all it tells the group of, `unknown` those whose group it does not know;
-- each null where it was not told. `told_in` is the list of groups that the return used, where it names one. A date at
-- which the body told others but not this group has no row. $definitions_alone says that no groups are asked for but
-- those of definitions, which are soon read of all bodies.
-- Parameters: $bodies, $parts, $since, $until, $classifications, $ethnic_groups, $definitions_alone
with told as (
    select *
    from minorities_engaged
    where $definitions_alone
    union all by name
    select *
    from engaged
    where not $definitions_alone
)

select
    told.body_code,
    body.name as body,
    body.body_type,
    told.part,
    told.as_at,
    told.classification,
    told.group_code,
    told.people,
    told.people_low,
    told.people_high,
    told.people_mark,
    told.unit,
    told.base,
    told.listed,
    told.note,
    told.known,
    told.return_id,
    told.source_code,
    told.standing,
    told.everyone,
    told.everyone_unit,
    told.unknown,
    told.told_in
from told
inner join body on told.body_code = body.body_code
where
    told.body_code in (select unnest($bodies))
    and list_contains($parts, told.part)
    and told.as_at between $since and $until
    and (told.classification, told.group_code) in (select unnest($classifications), unnest($ethnic_groups))
order by told.body_code, told.part, told.as_at, told.classification, told.group_code;
