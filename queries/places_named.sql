-- Question: which places have these words in their name?
-- One row per place in use, those whose name begins with the words first, the larger before the smaller; 12 at most.
-- Parameters: $named
select
    areas.area_code,
    areas.name,
    areas.level,
    areas.parent_code,
    parents.name as parent
from areas
left join areas as parents on areas.parent_code = parents.area_code
where areas.standing = 'current' and contains(lower(areas.name), lower($named))
order by
    not starts_with(lower(areas.name), lower($named)),
    array_position(['country', 'region', 'authority', 'ward'], areas.level),
    areas.name,
    areas.area_code
limit 12;
