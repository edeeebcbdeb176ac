-- Question: which areas lie in which?
-- One row per area in use and larger area that contains it; regions and countries contain authorities and wards alike.
create table area_within as
with recursive containing as (
    select area_code, parent_code as within_code
    from areas
    where standing = 'current' and parent_code is not null
    union all
    select containing.area_code, areas.parent_code
    from containing
    inner join areas on containing.within_code = areas.area_code
    where areas.parent_code is not null
)

select containing.area_code, areas.level, containing.within_code
from containing
inner join areas on containing.area_code = areas.area_code
order by containing.within_code, areas.level, containing.area_code;
