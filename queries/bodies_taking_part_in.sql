-- Question: which bodies ran activities in this place or in a part of it?
-- One row per body.
-- Parameters: $area
select distinct participation.body_code
from participation
where
    participation.area_code = $area
    or participation.area_code in (select area_code from area_within where within_code = $area)
order by participation.body_code;
