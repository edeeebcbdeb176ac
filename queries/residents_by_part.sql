-- Question: how are the ethnic groups spread over the parts of this place?
-- One row per area of the level and ethnic group, at one date.
-- Parameters: $area, $level, $classification, $date
select residents.area_code, residents.group_code, residents.residents, residents.base, residents.estimated
from area_within
inner join residents on area_within.area_code = residents.area_code
where
    area_within.within_code = $area
    and area_within.level = $level
    and residents.classification = $classification
    and residents.date = $date
    and residents.age_base = 'all ages'
order by residents.area_code, residents.group_code;
