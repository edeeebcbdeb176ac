-- Question: how many people of each ethnic group does each body count, in every classification it can be read in?
-- One row per body, classification and ethnic group told. `everyone` is the body's own total, `known` all it tells the
-- group of, `unknown` those whose group it does not know; each null where it was not told. `listed`: a group without a
-- row is nobody. A published percentage stays one: its unit is percent.
-- Parameters: $bodies, $part, $as_at
select
    engaged.body_code,
    body.name as body,
    body.body_type,
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
    engaged.return_id,
    engaged.source_code,
    engaged.standing,
    engaged.everyone,
    engaged.everyone_unit,
    engaged.unknown,
    engaged.known
from engaged
inner join body on engaged.body_code = body.body_code
where
    engaged.body_code in (select unnest($bodies))
    and engaged.part = $part
    and engaged.as_at = $as_at
    and engaged.classification not in ('all', 'unknown')
order by engaged.body_code, engaged.classification, engaged.group_code;
