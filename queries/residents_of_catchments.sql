-- Question: who lives in the places each body serves, at every date the store has them?
-- One row per body, date, classification and ethnic group, only where every area served has a figure; residents are
-- people, base is all residents of the catchment in that classification.
-- Parameters: $bodies, $classifications, $age_base
select
    body_code,
    date,
    classification,
    group_code,
    residents,
    base,
    estimated,
    source_code
from residents_served
where
    body_code in (select unnest($bodies))
    and list_contains($classifications, classification)
    and age_base = $age_base
order by body_code, classification, group_code, date;
