-- Question: what is this place called, and what is it part of?
-- One row, or none for a code that is not in use.
-- Parameters: $area
select areas.area_code, areas.name, areas.level, areas.parent_code, parents.name as parent
from areas
left join areas as parents on areas.parent_code = parents.area_code
where areas.area_code = $area and areas.standing = 'current';
