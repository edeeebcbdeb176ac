-- Question: who lives in the places that each body serves?
-- Worked out once, for nearly every page asks it of a body or two.

create temp table served as
select body_code, area_code, count(*) over (partition by body_code) as areas
from catchment;

-- One row per body, age base, classification, date and ethnic group, only where every area served has a figure;
-- residents are people, base is all residents of the catchment in that classification.
create table residents_served as
select
    served.body_code,
    residents.age_base,
    residents.classification,
    residents.date,
    residents.group_code,
    round(sum(residents.residents), 2) as residents, -- as the source has it, whatever the order of adding
    round(sum(residents.base), 2) as base,
    bool_or(residents.estimated) as estimated,
    min(residents.source_code) as source_code
from served
inner join residents on served.area_code = residents.area_code
where residents.lower is null
group by
    served.body_code, residents.age_base, residents.classification, residents.date, residents.group_code
having count(*) = min(served.areas)
order by
    served.body_code, residents.age_base, residents.classification, residents.date, residents.group_code;

-- One row per body, year and group that the annual survey can tell (Asian, Black, White, and everyone outside the White
-- groups): people, half the width of the 95 % interval (areas added as independent estimates), and all residents. Only
-- where every area served has an estimate.
create table estimates_served as
with estimated as (
    select
        served.body_code,
        served.areas,
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
    round(sum(people), 2) as people,
    round(sqrt(sum(half * half)), 6) as half,
    round(sum(everyone), 2) as everyone,
    min(date) as dated,
    min(source_code) as source_code
from told
group by body_code, year, classification, told_as
having count(*) = min(areas)
order by body_code, year, classification, told_as;

drop table served;
