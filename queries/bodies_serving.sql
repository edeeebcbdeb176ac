-- Question: which bodies serve this place?
-- One row per body whose catchment includes the place, a place it lies in, or a part of it.
-- Parameters: $area
select distinct body.body_code, body.name, body.body_type
from catchment
inner join body on catchment.body_code = body.body_code
where
    catchment.area_code = $area
    or catchment.area_code in (select within_code from area_within where area_code = $area)
    or catchment.area_code in (select area_code from area_within where within_code = $area)
order by body.name;
