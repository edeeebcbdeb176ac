-- Question: who lives in all the places that any of these bodies serves, each place counted once?
-- One row per date, classification and ethnic group, only where every place has a figure; a place that lies in another
-- of them is counted with it. residents are people, base is all residents in that classification.
-- Parameters: $bodies, $classifications, $age_base
with served as (
    select distinct area_code
    from catchment
    where body_code in (select unnest($bodies))
),

outermost as (
    select served.area_code, count(*) over () as areas
    from served
    where
        served.area_code not in (
            select area_within.area_code
            from area_within
            inner join served as larger on area_within.within_code = larger.area_code
        )
)

select
    residents.date,
    residents.classification,
    residents.group_code,
    sum(residents.residents) as residents,
    sum(residents.base) as base,
    bool_or(residents.estimated) as estimated,
    min(residents.source_code) as source_code
from outermost
inner join residents on outermost.area_code = residents.area_code
where
    residents.classification in (select unnest($classifications))
    and residents.age_base = $age_base
    and residents.lower is null
group by residents.date, residents.classification, residents.group_code
having count(*) = min(outermost.areas)
order by residents.classification, residents.group_code, residents.date;
