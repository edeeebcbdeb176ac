-- Question: which places can be looked up?
-- One row per country, region and authority in use, largest first and then by name.
-- Parameters: none
select areas.area_code, areas.name, areas.level, areas.parent_code, parents.name as parent
from areas
left join areas as parents on areas.parent_code = parents.area_code
where areas.standing = 'current' and areas.level in ('country', 'region', 'authority')
order by array_position(['country', 'region', 'authority'], areas.level), areas.name;
