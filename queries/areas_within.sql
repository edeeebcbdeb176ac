-- Question: which areas of one level lie in this place?
-- One row per area.
-- Parameters: $area, $level
select areas.area_code, areas.name, areas.parent_code, parents.name as parent
from area_within
inner join areas on area_within.area_code = areas.area_code
left join areas as parents on areas.parent_code = parents.area_code
where area_within.within_code = $area and area_within.level = $level
order by areas.name, areas.area_code;
