-- Question: which places lie in each area of one level of this place?
-- One row per area of the level and place in it, itself included.
-- Parameters: $area, $level
with whole as (
    select area_code
    from area_within
    where within_code = $area and level = $level
    union
    select area_code
    from areas
    where area_code = $area and level = $level and standing = 'current'
)

select whole.area_code, whole.area_code as part_code
from whole
union all
select whole.area_code, area_within.area_code as part_code
from whole
inner join area_within on whole.area_code = area_within.within_code
order by area_code, part_code;
