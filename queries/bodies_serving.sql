-- Question: which bodies serve this place?
-- One row per body whose catchment includes the place, a place it lies in, or a part of it; whole says whether all of
-- the place is served, authorities how many authorities in it are, wholly or in part.
-- Parameters: $area
with around as (
    select $area as area_code
    union
    select within_code from area_within where area_code = $area
),

inside as (
    select area_code, level from area_within where within_code = $area
),

served as (
    select body_code, true as whole, null as authority
    from catchment
    where area_code in (select area_code from around)
    union all
    select
        catchment.body_code,
        false as whole,
        if(inside.level in ('ward', 'small area'), areas.parent_code, inside.area_code) as authority
    from catchment
    inner join inside on catchment.area_code = inside.area_code
    inner join areas on inside.area_code = areas.area_code
)

select
    body.body_code, body.name, body.body_type, bool_or(served.whole) as whole,
    count(distinct served.authority) as authorities
from served
inner join body on served.body_code = body.body_code
group by body.body_code, body.name, body.body_type
order by body.name, body.body_code;
