-- Question: which body of this kind serves each area?
-- One row per body and area served.
-- Parameters: none
select catchment.body_code, catchment.area_code, areas.name as area
from catchment
inner join areas on catchment.area_code = areas.area_code
order by catchment.body_code, catchment.area_code;
