-- Question: who lives in the places each body serves, at every date the store has them?
-- One row per body, date, classification and ethnic group, only where every area served has a figure; residents are
-- people, base is all residents of the catchment in that classification.
-- Parameters: $bodies, $classifications, $age_base
with served as (
    select body_code, area_code, count(*) over (partition by body_code) as areas
    from catchment
    where body_code in (select unnest($bodies))
)

select
    served.body_code,
    residents.date,
    residents.classification,
    residents.group_code,
    sum(residents.residents) as residents,
    sum(residents.base) as base,
    bool_or(residents.estimated) as estimated,
    min(residents.source_code) as source_code
from served
inner join residents on served.area_code = residents.area_code
where
    residents.classification in (select unnest($classifications))
    and residents.age_base = $age_base
    and residents.lower is null
group by
    served.body_code, residents.date, residents.classification, residents.group_code
having count(*) = min(served.areas)
order by served.body_code, residents.classification, residents.group_code, residents.date;
