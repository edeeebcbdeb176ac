-- Question: who takes part in the bodies that serve each authority, and who lives there, year by year?
-- One row per classification, part, authority, standing, year and group: people of the bodies that serve that
-- authority, or places in it, alone and tell every group they name, each body as it was last told of in the year. base
-- is all whose group is known, bodies how many bodies. reference is the group's share of residents on 30 June: on the
-- straight line between two censuses, level after the last and before the first; basis says which. In the order in
-- which it is asked for.
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
),

counted as (
    select
        told.classification,
        told.part,
        told.area_code,
        told.standing,
        told.year,
        told.group_code,
        sum(told.people) as people,
        sum(whole.base) as base,
        count(*) as bodies,
        make_date(told.year, 6, 30) as day
    from told
    inner join whole
        on
            told.classification = whole.classification
            and told.part = whole.part
            and told.body_code = whole.body_code
            and told.as_at = whole.as_at
    group by told.classification, told.part, told.area_code, told.standing, told.year, told.group_code
)

select
    counted.* exclude (day),
    case
        when counted.day <= census_lines.date or census_lines.next_date is null then census_lines.share
        else
            census_lines.share
            + (census_lines.next_share - census_lines.share)
            * ((counted.day - census_lines.date) / (census_lines.next_date - census_lines.date))
    end as reference,
    case
        when counted.day < census_lines.date then 'nearest'
        when counted.day = census_lines.date then 'census'
        when census_lines.next_date is null then 'held'
        else 'interpolated'
    end as basis
from counted
left join census_lines
    on
        counted.classification = census_lines.classification
        and counted.area_code = census_lines.area_code
        and counted.group_code = census_lines.group_code
        and counted.day >= census_lines.since
        and counted.day < coalesce(census_lines.next_date, 'infinity'::date)
order by
    counted.classification, counted.part, counted.area_code, counted.standing, counted.year, counted.group_code;
