-- Question: in which region are the places that each body serves?
-- One row per body; a body that serves several regions, or a whole country, has none.
-- Parameters: none
with within as (
    select catchment.body_code, areas.area_code, areas.name
    from catchment
    inner join area_within on catchment.area_code = area_within.area_code
    inner join areas on area_within.within_code = areas.area_code
    where areas.level = 'region'
    union
    select catchment.body_code, areas.area_code, areas.name
    from catchment
    inner join areas on catchment.area_code = areas.area_code
    where areas.level = 'region'
)

select body_code, min(area_code) as region_code, min(name) as region
from within
group by body_code
having count(distinct area_code) = 1
order by body_code;
