-- Question: what does the annual survey estimate of the residents each body serves, year by year?
-- One row per body, year and group it can tell (Asian, Black, White, and everyone outside the White groups): people,
-- half the width of the 95 % interval (areas added as independent estimates), and all residents. Only where every area
-- served has an estimate.
-- Parameters: $bodies
select
    body_code,
    year,
    classification,
    group_code,
    people,
    half,
    everyone,
    dated,
    source_code
from estimates_served
where body_code in (select unnest($bodies))
order by body_code, year, classification, group_code;
