-- Question: what do the annual survey estimates say of this place, and what did the censuses count in the same groups?
-- One row per date and ethnic group of the survey's classification; lower and upper are the survey's own 95 % limits.
-- Parameters: $area
select date, group_code, residents, lower, upper, base, estimated, source_code
from residents
where area_code = $area and classification = 'survey-4' and age_base = 'all ages'
order by date, group_code;
