-- Question: what share of the residents of each part of this place are in this ethnic group?
-- One row per area of the level and date.
-- Parameters: $area, $level, $classification, $ethnic_group
select
    areas.area_code,
    areas.name,
    parents.name as parent,
    residents.date,
    residents.residents,
    residents.base,
    residents.residents / nullif(residents.base, 0) as share,
    residents.estimated,
    residents.source_code
from area_within
inner join areas on area_within.area_code = areas.area_code
left join areas as parents on areas.parent_code = parents.area_code
inner join residents on area_within.area_code = residents.area_code
where
    area_within.within_code = $area
    and area_within.level = $level
    and residents.classification = $classification
    and residents.group_code = $ethnic_group
    and residents.age_base = 'all ages'
order by areas.name, areas.area_code, residents.date;
