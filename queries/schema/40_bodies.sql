-- Question: which bodies are there, whom do they serve, and what have they said of their seats?

-- One row per body: the latest return that describes it.
create table body as
select
    bodies.body_code,
    bodies.name,
    bodies.body_type,
    bodies.parent_body,
    bodies."from" as from_date,
    bodies."to" as to_date,
    bodies.return_id
from bodies
inner join returns on bodies.return_id = returns.return_id
qualify row_number() over (partition by bodies.body_code order by returns.sequence desc) = 1
order by bodies.body_code;

-- One row per return, body and area the body serves.
create table catchments as
select return_id, body_code, unnest(string_split(catchment, '; ')) as area_code
from bodies;

-- One row per body and area it serves.
create table catchment as
select catchments.body_code, catchments.area_code
from catchments
inner join body on catchments.body_code = body.body_code and catchments.return_id = body.return_id
order by catchments.body_code, catchments.area_code;
