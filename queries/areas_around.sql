-- Question: which countries, regions and authorities are, or contain, any of these places?
-- One row per place that can be chosen, largest first and then by name.
-- Parameters: $areas
select areas.area_code, areas.name, areas.level
from areas
where
    areas.standing = 'current'
    and areas.level in ('country', 'region', 'authority')
    and (
        areas.area_code in (select unnest(cast($areas as text[])))
        or areas.area_code in (
            select within_code from area_within where area_code in (select unnest(cast($areas as text[])))
        )
    )
order by array_position(['country', 'region', 'authority'], areas.level), areas.name, areas.area_code;
