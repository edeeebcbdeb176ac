-- Question: how many people of each group take part in the bodies that serve each authority, year by year?
-- One row per classification, part, authority, standing, year and group: people of the bodies that serve that
-- authority, or places in it, alone and tell every group they name, each body as it was last told of in the year. base
-- is all whose group is known, bodies how many bodies. In the order in which it is asked for.
create table engaged_by_authority as
with place as (
    select
        catchment.body_code,
        min(if(areas.level = 'authority', areas.area_code, areas.parent_code)) as area_code
    from catchment
    inner join areas on catchment.area_code = areas.area_code
    group by catchment.body_code
    having
        count(distinct if(areas.level = 'authority', areas.area_code, areas.parent_code)) = 1
        and bool_and(areas.level not in ('region', 'country'))
),

latest as (
    select body_code, part, year(as_at) as year, max(as_at) as as_at
    from engaged
    where classification = 'all' or people is not null
    group by body_code, part, year(as_at)
),

told as (
    select
        engaged.classification,
        engaged.part,
        place.area_code,
        engaged.standing,
        latest.year,
        engaged.group_code,
        engaged.people,
        engaged.body_code,
        engaged.as_at
    from engaged
    inner join latest
        on
            engaged.body_code = latest.body_code
            and engaged.part = latest.part
            and engaged.as_at = latest.as_at
    inner join place on engaged.body_code = place.body_code
    where engaged.unit = 'headcount' and engaged.classification not in ('all', 'unknown')
),

-- Everyone whose group each body tells in a list, where it tells every group that it names.
whole as (
    select classification, part, body_code, as_at, sum(people) as base
    from told
    group by classification, part, body_code, as_at
    having count(people) = count(*)
)

select
    told.classification,
    told.part,
    told.area_code,
    told.standing,
    told.year,
    told.group_code,
    sum(told.people) as people,
    sum(whole.base) as base,
    count(*) as bodies
from told
inner join whole
    on
        told.classification = whole.classification
        and told.part = whole.part
        and told.body_code = whole.body_code
        and told.as_at = whole.as_at
group by told.classification, told.part, told.area_code, told.standing, told.year, told.group_code
order by told.classification, told.part, told.area_code, told.standing, told.year, told.group_code;
