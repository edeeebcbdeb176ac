-- Question: who lives here, at every date and in every classification the store has?
-- One row per date, classification, ethnic group; residents are people; lower and upper only where the source is a
-- survey.
-- Parameters: $area, $age_base
select
    residents.date,
    residents.classification,
    residents.group_code,
    residents.residents,
    residents.lower,
    residents.upper,
    residents.base,
    residents.estimated,
    residents.summed,
    residents.source_classification,
    residents.source_code
from residents
where residents.area_code = $area and residents.age_base = $age_base
order by residents.classification, residents.date, residents.group_code;
