-- Question: what did surveys and other sources say of an outcome, by ethnic group, place and period?
-- One row per return, indicator, place, period, unit and ethnic group; value, lower and upper as published, each null
-- where its marker says why (value_mark, base_mark).
-- Parameters: $indicator, $area
select
    survey.indicator,
    survey.area_code,
    areas.name as area,
    areas.level,
    survey.classification,
    survey.ethnic_group as group_code,
    survey."from" as period_from,
    coalesce(survey."to", survey."from") as period_to,
    survey.unit,
    survey.value,
    survey.value_mark,
    survey.base,
    survey.base_mark,
    survey.lower,
    survey.upper,
    survey.source,
    survey.note,
    returns.source_code,
    returns.standing
from survey
inner join returns on survey.return_id = returns.return_id
left join areas on survey.area_code = areas.area_code and areas.standing = 'current'
where
    (cast($indicator as text) is null or survey.indicator = cast($indicator as text))
    and (cast($area as text) is null or survey.area_code = cast($area as text))
order by
    survey.indicator, returns.standing, returns.source_code, areas.name, survey.area_code, survey.unit,
    survey."from", survey.classification, survey.ethnic_group;
