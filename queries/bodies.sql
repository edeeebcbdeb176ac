-- Question: which bodies are in the store, and how many areas does each serve?
-- One row per body, by name.
-- Parameters: none
select
    body.body_code,
    body.name,
    body.body_type,
    count(catchment.area_code) as areas,
    string_agg(areas.name, ', ' order by areas.name) as served
from body
left join catchment on body.body_code = catchment.body_code
left join areas on catchment.area_code = areas.area_code
group by body.body_code, body.name, body.body_type
order by body.name;
