-- Question: how are the ethnic groups spread over the parts of this place?
-- One row per area of the level and ethnic group, at one date.
-- Parameters: $area, $level, $classification, $date
with parts as (
    select area_code
    from area_within
    where within_code = $area and level = $level
),

-- Of what returns tell, the areas are picked before their lists are taken apart: there are millions of groups.
told as (
    select area_code, unnest(group_codes)::text as group_code, unnest(people) as residents, base, estimated
    from residents_told
    where
        area_code in (from parts)
        and classification = $classification
        and date = $date
        and age_base = 'all ages'
)

select area_code, group_code, residents, base, estimated
from residents_counted
where
    area_code in (from parts)
    and classification = $classification
    and date = $date
    and age_base = 'all ages'
union all
select area_code, group_code, residents, base, estimated
from told
order by area_code, group_code;
