-- Question: which bodies can be asked for evidence?
-- One row per body, by name, with the standing of the return that describes it and the days it began and ended, where
-- told. What is told of many bodies together, as a study does, is not a body that can be asked.
-- Parameters: none
select
    body.body_code,
    body.name as body,
    body.body_type,
    body.from_date as began,
    body.to_date as ended,
    returns.standing,
    returns.source_code
from body
inner join returns on body.return_id = returns.return_id
where body.body_code not in (select body_code from practice where bodies is not null)
order by body.name, body.body_code;
