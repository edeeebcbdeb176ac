-- Question: which places has each body said it serves, and from when?
-- One row per body and return that describes it, in the order they came in; areas are codes with commas between them.
-- Parameters: $bodies
select
    bodies.body_code,
    returns.sequence,
    coalesce(bodies."from", returns.received) as since,
    string_agg(catchments.area_code, ', ' order by catchments.area_code) as areas
from bodies
inner join returns on bodies.return_id = returns.return_id
inner join catchments on bodies.return_id = catchments.return_id and bodies.body_code = catchments.body_code
where bodies.body_code in (select unnest($bodies))
group by bodies.body_code, returns.sequence, bodies."from", returns.received
order by bodies.body_code, returns.sequence;
