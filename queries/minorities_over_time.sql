-- Question: how many people from ethnic minorities has each of many bodies counted in these parts, at every date told?
-- One row per body, part, date and definition, from $since to $until: as engaged_over_time.sql, of the groups of
-- definitions alone ($classifications and $ethnic_groups, in pairs), and soon answered of all bodies.
-- `everyone` is the body's own total, `known` all it tells the group of, `unknown` those whose group it does not know;
-- each null where it was not told. `told_in` is the list of groups that the return used, where it names one. A date at
-- which the body told others but not this group has no row.
-- Parameters: $bodies, $parts, $since, $until, $classifications, $ethnic_groups
select
    engaged.body_code,
    body.name as body,
    body.body_type,
    engaged.part,
    engaged.as_at,
    engaged.classification,
    engaged.group_code,
    engaged.people,
    engaged.people_low,
    engaged.people_high,
    engaged.people_mark,
    engaged.unit,
    engaged.base,
    engaged.listed,
    engaged.note,
    engaged.known,
    engaged.return_id,
    engaged.source_code,
    engaged.standing,
    engaged.everyone,
    engaged.everyone_unit,
    engaged.unknown,
    engaged.told_in
from minorities_engaged as engaged
inner join body on engaged.body_code = body.body_code
where
    engaged.body_code in (select unnest($bodies))
    and list_contains($parts, engaged.part)
    and engaged.as_at between $since and $until
    and (engaged.classification, engaged.group_code) in (select unnest($classifications), unnest($ethnic_groups))
order by engaged.body_code, engaged.part, engaged.as_at, engaged.classification, engaged.group_code;
