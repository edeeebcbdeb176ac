-- Question: what does the annual survey estimate of the residents each body serves, year by year?
-- One row per body, year and group it can tell (Asian, Black, White, and everyone outside the White groups): people,
-- half the width of the 95 % interval (areas added as independent estimates), and all residents. Only where every area
-- served has an estimate.
-- Parameters: $bodies
with served as (
    select body_code, area_code, count(*) over (partition by body_code) as areas
    from catchment
    where body_code in (select unnest($bodies))
),

estimated as (
    select
        served.body_code,
        served.areas,
        residents.area_code,
        residents.group_code,
        residents.residents,
        residents.upper - residents.residents as half,
        residents.date,
        year(residents.date) as year,
        residents.source_code,
        totals.residents as everyone
    from served
    inner join residents on served.area_code = residents.area_code
    inner join residents as totals
        on
            residents.area_code = totals.area_code
            and residents.date = totals.date
            and residents.source_code = totals.source_code
            and totals.classification = 'all'
    where
        residents.classification = 'survey-4'
        and residents.upper is not null
),

told as (
    select *, 'broad-5' as classification, group_code as told_as, residents as people
    from estimated
    where group_code in ('asian', 'black', 'white')
    union all
    select *, 'white-other', 'white', residents
    from estimated
    where group_code = 'white'
    union all
    select *, 'white-other', 'minorities_excluding', everyone - residents
    from estimated
    where group_code = 'white'
)

select
    body_code,
    year,
    classification,
    told_as as group_code,
    sum(people) as people,
    sqrt(sum(half * half)) as half,
    sum(everyone) as everyone,
    min(date) as dated,
    min(source_code) as source_code
from told
group by body_code, year, classification, told_as
having count(*) = min(areas)
order by body_code, year, classification, told_as;
