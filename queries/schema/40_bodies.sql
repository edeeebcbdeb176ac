-- Question: which bodies are there, whom do they serve, and what have they said of their seats?

-- One row per body: the latest return that describes it.
create view body as
select body_code, name, body_type, parent_body, from_date, to_date, return_id
from bodies
qualify row_number() over (partition by body_code order by return_id desc) = 1;

-- One row per body and area it serves.
create view catchment as
select catchments.body_code, catchments.area_code
from catchments
inner join body on catchments.body_code = body.body_code and catchments.return_id = body.return_id;
