-- Question: what share of the residents of each part of this place are in this ethnic group?
-- One row per area of the level and date.
-- Parameters: $area, $level, $classification, $ethnic_group
with parts as (
    select area_code
    from area_within
    where within_code = $area and level = $level
),

-- Of what returns tell, the areas are picked before their lists are taken apart: there are millions of groups.
living as (
    select area_code, date, residents, base, estimated, source_code
    from residents_counted
    where
        area_code in (from parts)
        and classification = $classification
        and group_code = $ethnic_group
        and age_base = 'all ages'
    union all
    select
        area_code,
        date,
        people[list_position(group_codes, $ethnic_group)] as residents,
        base,
        estimated,
        source_code::text as source_code
    from residents_told
    where
        area_code in (from parts)
        and classification = $classification
        and list_contains(group_codes, $ethnic_group)
        and age_base = 'all ages'
)

select
    areas.area_code,
    areas.name,
    parents.name as parent,
    living.date,
    living.residents,
    living.base,
    living.residents / nullif(living.base, 0) as share,
    living.estimated,
    living.source_code
from living
inner join areas on living.area_code = areas.area_code
left join areas as parents on areas.parent_code = parents.area_code
order by areas.name, areas.area_code, living.date;
